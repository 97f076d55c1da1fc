import { setTimeout as pause } from 'node:timers/promises';
import { createKantaAdapter } from '../../apps/kanta/src/kanta.adapter.js';
import { SETTINGS } from '../../apps/kanta/testing/kanta-bench.js';
import { createLifecareAdapter } from '../../apps/lifecare/src/lifecare.adapter.js';
import type { RecordSystemAdapter, RecordedVersion, RecordingOrder, WriteOutcome } from '#recording';
import { SandboxProcess, anAttempt, anOrder, nextVersion, standInAt } from '#recording/testing';

/** Whatever the Lifecare stand-in takes to archive, on a busy machine. */
const PATIENCE_MS = 15_000;

let sandbox: SandboxProcess;
let lifecare: RecordSystemAdapter;
let kanta: RecordSystemAdapter;

beforeAll(async () => {
  sandbox = await SandboxProcess.start();
  lifecare = createLifecareAdapter({
    address: `${sandbox.addresses.lifecare}/fhir`,
    clientId: 'kuittaus',
    privateKeyPem: sandbox.lifecareClientKey,
    maxSockets: 2,
    registerHolder: { name: 'Testialue', oid: '1.2.246.10.99900011.10.0' },
    archivesToKanta: true,
  });
  kanta = createKantaAdapter({
    address: `${sandbox.addresses.kanta.replace('http:', 'https:')}/kanta`,
    settings: SETTINGS,
    archivedByLifecare: true,
    tls: {
      key: sandbox.secret('kanta-client-key'),
      certificate: sandbox.secret('kanta-client-certificate'),
      serverAuthority: sandbox.secret('kanta-certificate-authority'),
    },
    signing: {
      key: sandbox.secret('kanta-signing-key'),
      certificate: sandbox.secret('kanta-signing-certificate'),
    },
    maxSockets: 2,
  });
});

afterAll(() => sandbox.stop());

const journal = () => standInAt({ journal: `${sandbox.addresses.kanta}/_journal`, faults: '' });

/** The same record as Kanta's task has it: another series, another version key. */
const inKanta = (order: RecordingOrder, previous?: RecordedVersion): RecordingOrder =>
  nextVersion(order, {
    seriesKey: order.taskId.replaceAll('-', ''),
    decisionVersion: order.decisionVersion,
    ...(previous !== undefined && { previous }),
  });

async function writtenTo(adapter: RecordSystemAdapter, order: RecordingOrder): Promise<RecordedVersion> {
  const outcome = await adapter.write(order, anAttempt());
  if (outcome.kind !== 'recorded') throw new Error(`The record was not written: ${outcome.code}`);
  return outcome.receipt;
}

/** Tries as the runner would, until it is no longer "not now". */
async function confirmed(order: RecordingOrder): Promise<WriteOutcome> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const beforeFirstByte = jest.fn();
    const outcome = await kanta.write(order, anAttempt({ beforeFirstByte }));
    expect(beforeFirstByte).not.toHaveBeenCalled();
    if (outcome.kind !== 'not-now' || performance.now() > until) return outcome;
    await pause(100);
  }
}

describe('where the Lifecare of the organisation archives to Kanta itself', () => {
  it('confirms each version that Lifecare has archived, and writes nothing', async () => {
    const first = anOrder('recommendation');
    const task = inKanta(first);
    expect(await kanta.write(task, anAttempt())).toEqual({
      kind: 'not-now',
      sent: false,
      code: 'not-archived-yet',
    });
    const inLifecare = await writtenTo(lifecare, first);

    const created = await confirmed(task);
    expect(created).toMatchObject({ kind: 'already-recorded', receipt: { targetVersion: '1' } });
    const previous =
      created.kind === 'already-recorded' ? created.receipt : { targetId: '', targetVersion: '' };
    expect(await kanta.lookUp(task, anAttempt())).toMatchObject({
      kind: 'found',
      matches: true,
      recorded: previous,
      // The day of the decision, from its beginning in Finland.
      visibleFrom: new Date('2026-03-01T22:00:00Z'),
    });
    const rows = await journal().rowsOf(previous.targetId);
    expect(rows).toMatchObject([
      {
        id: previous.targetId,
        version: '1',
        record: 'recommendation',
        client: '010594Y9032',
        operation: 'create',
      },
    ]);
    expect(rows[0]?.content).toContain(first.text.trim());

    const second = nextVersion(first, { operation: 'replace', previous: inLifecare, text: 'Korjattu' });
    const replacing = { ...inKanta(second, previous), operation: 'replace' } as const;
    expect(await kanta.lookUp(replacing, anAttempt())).toEqual({ kind: 'absent', code: 'older-version' });
    const replacedInLifecare = await writtenTo(lifecare, second);
    const replaced = await confirmed(replacing);
    expect(replaced).toMatchObject({ kind: 'already-recorded', receipt: { targetVersion: '2' } });

    const third = nextVersion(second, { operation: 'nullify', previous: replacedInLifecare });
    const receipt = replaced.kind === 'already-recorded' ? replaced.receipt : previous;
    const nullifying = { ...inKanta(third, receipt), operation: 'nullify' } as const;
    await writtenTo(lifecare, third);
    expect(await confirmed(nullifying)).toMatchObject({ kind: 'already-recorded' });
    expect(await kanta.lookUp(nullifying, anAttempt())).toMatchObject({ kind: 'found', matches: true });
    expect((await journal().rowsOf(previous.targetId)).map(({ operation }) => operation)).toEqual([
      'create',
      'replace',
      'nullify',
    ]);
  });

  it('does not take another text of the same decision for what is to be there', async () => {
    const first = anOrder('recommendation');
    await writtenTo(lifecare, first);
    expect(await confirmed(inKanta(first))).toMatchObject({ kind: 'already-recorded' });
    const other = inKanta({ ...first, text: 'Toinen' });
    // Unknown: after the settle time it is looked at again, and what then still differs is for a person.
    expect(await kanta.write(other, anAttempt())).toEqual({
      kind: 'unknown',
      code: 'other-version-archived',
    });
    expect(await kanta.lookUp(other, anAttempt())).toMatchObject({ differences: ['content'] });
  });

  it('raises the alarm when Lifecare has archived it for another client', async () => {
    const { kanta: base } = sandbox.addresses;
    const standIn = standInAt({ journal: `${base}/_journal`, faults: `${base}/_faults` });
    await standIn.fault({ mode: 'wrong-client', count: 1 });
    const first = anOrder('recommendation');
    await writtenTo(lifecare, first);
    const task = inKanta(first);
    expect(await confirmed(task)).toMatchObject({ kind: 'already-recorded' });
    expect(await kanta.lookUp(task, anAttempt())).toMatchObject({ matches: false, differences: ['client'] });
  });

  it('archives nothing that the client is not to see, and no consent', async () => {
    const hidden = anOrder('recommendation', { visibleToClient: false });
    const consent = anOrder('consent');
    await writtenTo(lifecare, hidden);
    await writtenTo(lifecare, consent);
    const seen = anOrder('recommendation');
    await writtenTo(lifecare, seen);
    expect(await confirmed(inKanta(seen))).toMatchObject({ kind: 'already-recorded' });
    for (const order of [hidden, consent]) {
      expect(await kanta.lookUp(inKanta(order), anAttempt())).toEqual({ kind: 'absent', code: 'no-match' });
    }
  });
});
