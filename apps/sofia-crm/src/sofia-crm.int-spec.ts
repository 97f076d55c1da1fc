import type { RecordSystemAdapter } from '#recording';
import {
  SandboxProcess,
  anAttempt,
  anOrder,
  describeAdapter,
  nextVersion,
  standInAt,
  type AdapterBench,
  type StandIn,
} from '#recording/testing';
import { createSofiaCrmAdapter, type SofiaCrmAdapterSetup } from './sofia-crm.adapter.js';

interface SofiaCrmBench extends AdapterBench {
  readonly sandbox: SandboxProcess;
}

function adapterFor(sandbox: SandboxProcess, more: Partial<SofiaCrmAdapterSetup> = {}): RecordSystemAdapter {
  return createSofiaCrmAdapter({
    address: sandbox.addresses['sofia-crm'],
    clientId: 'kuittaus',
    clientSecret: sandbox.secret('sofia-crm-client-secret'),
    maxSockets: 4,
    ...more,
  });
}

async function startBench(): Promise<SofiaCrmBench> {
  const sandbox = await SandboxProcess.start();
  const base = sandbox.addresses['sofia-crm'];
  return {
    sandbox,
    adapter: adapterFor(sandbox),
    standIn: standInAt({ journal: `${base}/_journal`, faults: `${base}/_faults` }),
    records: ['contact-note', 'case-note', 'recommendation', 'measures', 'plan', 'case-manager'],
    wire: {
      transport: 'http',
      format: 'json',
      address: base,
      adapterAt: (address) => adapterFor(sandbox, { address }),
      storedTwice: twice,
      refusalWith: (told) => ({
        status: 422,
        headers: { 'content-type': 'application/problem+json' },
        body: Buffer.from(JSON.stringify({ title: told, status: 422, code: told, detail: told })),
      }),
    },
    stop: () => sandbox.stop(),
  };
}

function twice(answer: string): string {
  const { items } = JSON.parse(answer) as { items: readonly object[] };
  const copies = items.flatMap((item) => [item, { ...item, id: 'another' }]);
  return JSON.stringify({ items: copies, total: copies.length });
}

describeAdapter('SofiaCRM', startBench, { leftOut: { 'xml-entities': 'its answers are JSON' } });

describe('the SofiaCRM adapter', () => {
  let bench: SofiaCrmBench;
  let adapter: RecordSystemAdapter;
  let standIn: StandIn;

  beforeAll(async () => {
    bench = await startBench();
    ({ adapter, standIn } = bench);
  });

  afterEach(() => standIn.clearFaults());

  afterAll(() => bench.stop());

  async function written(...args: Parameters<typeof anOrder>) {
    const order = anOrder(...args);
    const outcome = await adapter.write(order, anAttempt());
    if (outcome.kind !== 'recorded') throw new Error(`The record was not written: ${outcome.code}`);
    return { order, previous: outcome.receipt };
  }

  it('renews a token that the system does not know any more, and records with the new one', async () => {
    await written('contact-note');
    await bench.sandbox.restart();
    const { order } = await written('contact-note');
    expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it('asks the caller again before it repeats a write with a new token', async () => {
    await written('contact-note');
    await bench.sandbox.restart();
    const beforeFirstByte = jest.fn();
    await adapter.write(anOrder('contact-note'), anAttempt({ beforeFirstByte }));
    expect(beforeFirstByte).toHaveBeenCalledTimes(2);
  });

  it('sends nothing while no token can be had', async () => {
    const stranger = adapterFor(bench.sandbox, { clientSecret: 'wrong' });
    const order = anOrder('contact-note');
    expect(await stranger.write(order, anAttempt())).toEqual({
      kind: 'not-now',
      code: 'not-sent-token-401',
      sent: false,
    });
    expect(await stranger.lookUp(order, anAttempt())).toMatchObject({ kind: 'not-now' });
  });

  it('has not sent a write whose token came too late', async () => {
    await standIn.fault({ mode: 'slow-token', value: 2_000, count: 1 });
    const context = anAttempt({ signal: AbortSignal.timeout(100) });
    expect(await adapterFor(bench.sandbox).write(anOrder('contact-note'), context)).toEqual({
      kind: 'not-now',
      code: 'not-sent-token-deadline',
      sent: false,
    });
  });

  it('knows a correction and a cancellation that were made already', async () => {
    const { order, previous } = await written('contact-note');
    const replace = nextVersion(order, { operation: 'replace', previous, text: 'Toinen' });
    expect(await adapter.write(replace, anAttempt())).toMatchObject({ kind: 'recorded' });
    const again = await adapter.write(replace, anAttempt());
    expect(again).toMatchObject({ kind: 'already-recorded', receipt: { targetVersion: '2' } });
    if (again.kind !== 'already-recorded') return;
    const nullify = nextVersion(replace, { operation: 'nullify', previous: again.receipt });
    expect(await adapter.write(nullify, anAttempt())).toMatchObject({ kind: 'recorded' });
    expect(await adapter.write(nullify, anAttempt())).toMatchObject({ kind: 'already-recorded' });
    expect((await standIn.rowsOf(order.seriesKey)).map(({ operation }) => operation)).toEqual([
      'create',
      'replace',
      'nullify',
    ]);
  });

  it('knows a write that was made before the system was started anew', async () => {
    const { order } = await written('contact-note');
    await bench.sandbox.restart();
    expect(await adapter.write(order, anAttempt())).toMatchObject({ kind: 'already-recorded' });
    expect(await standIn.rowsOf(order.seriesKey)).toHaveLength(1);
  });

  it('does not know what a key of another request means, until it has looked', async () => {
    const { order } = await written('contact-note');
    expect(await adapter.write({ ...order, text: 'Muu' }, anAttempt())).toEqual({
      kind: 'unknown',
      code: 'sofia-crm-422-idempotency-key-reused',
    });
  });

  it('leaves nothing of the older version in a corrected one', async () => {
    const { order, previous } = await written('plan');
    if (order.content.record !== 'plan') throw new Error('Not a plan');
    const { reviewOn: _, caseManager: __, ...content } = order.content;
    const replace = nextVersion(order, { operation: 'replace', previous, content });
    await adapter.write(replace, anAttempt());
    expect(await adapter.lookUp(replace, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it.each([
    ['unknown-client', 'sofia-crm-422-unknown-client'],
    ['no-rights', 'sofia-crm-403-no-rights'],
  ] as const)('says by code that it was refused for %s', async (mode, code) => {
    await standIn.fault({ mode, count: 1 });
    expect(await adapter.write(anOrder('contact-note'), anAttempt())).toEqual({
      kind: 'rejected',
      reason: 'rejected-by-system',
      code,
    });
  });

  it('does not record a consent, which is no contact event', async () => {
    expect(await adapter.write(anOrder('consent'), anAttempt())).toMatchObject({
      kind: 'rejected',
      code: 'record-not-taken',
    });
  });

  it('does not know what a stale correction means, until it has looked', async () => {
    const { order, previous } = await written('contact-note');
    const stale = nextVersion(order, {
      operation: 'replace',
      previous: { ...previous, targetVersion: '7' },
    });
    expect(await adapter.write(stale, anAttempt())).toEqual({
      kind: 'unknown',
      code: 'sofia-crm-412-stale',
    });
  });

  it('records one of many copies, and knows the others for copies', async () => {
    const order = anOrder('contact-note');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => adapter.write(order, anAttempt())));
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'already-recorded')).toHaveLength(9);
    expect(await standIn.rowsOf(order.seriesKey)).toHaveLength(1);
  });
});
