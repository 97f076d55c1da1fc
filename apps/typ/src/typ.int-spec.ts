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
import { createTypAdapter, type TypAdapterSetup } from './typ.adapter.js';

interface TypBench extends AdapterBench {
  readonly base: string;
}

const X_ROAD = { client: 'FI-TEST/MUN/0000001-9/kuittaus', service: 'FI-TEST/GOV/0000000-0/typ/records' };

function adapterFor(base: string, more: Partial<TypAdapterSetup> = {}): RecordSystemAdapter {
  return createTypAdapter({ address: base, xRoad: X_ROAD, maxSockets: 4, ...more });
}

async function startBench(): Promise<TypBench> {
  const sandbox = await SandboxProcess.start();
  const base = sandbox.addresses.typ;
  return {
    base,
    adapter: adapterFor(base),
    standIn: standInAt({ journal: `${base}/_journal`, faults: `${base}/_faults` }),
    records: ['plan', 'measures', 'case-note', 'recommendation', 'case-manager'],
    wire: {
      transport: 'http',
      format: 'json',
      address: base,
      adapterAt: (address) => adapterFor(address),
      refusalWith: (told) => ({
        status: 422,
        headers: { 'content-type': 'application/problem+json' },
        body: Buffer.from(JSON.stringify({ title: told, status: 422, code: told, detail: told })),
      }),
    },
    stop: () => sandbox.stop(),
  };
}

describeAdapter('TYP', startBench, {
  leftOut: {
    'xml-entities': 'its answers are JSON',
    'stored-twice': 'our key is the address of the record, so there is one at most',
    credentials: 'the security server vouches for us; the messages carry none',
  },
});

describe('the TYP adapter', () => {
  let bench: TypBench;
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

  it('records what a plan says of work ability, and nothing else of health', async () => {
    const { content } = anOrder('plan');
    if (content.record !== 'plan') throw new Error('Not a plan');
    const { order } = await written('plan', {
      content: { ...content, workAbilityStatement: 'Pystyy osa-aikaiseen työhön.' },
    });
    expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it.each(['consent', 'visit', 'statistics', 'contact-note'] as const)(
    'does not record a %s, which has no place there',
    async (record) => {
      const order = anOrder(record);
      expect(await adapter.write(order, anAttempt())).toEqual({
        kind: 'rejected',
        reason: 'rejected-by-system',
        code: 'record-not-taken',
      });
      expect(await standIn.rowsOf(order.seriesKey)).toEqual([]);
    },
  );

  it('does not know what a stale replace means, until it has looked', async () => {
    const { order, previous } = await written('plan');
    const stale = nextVersion(order, {
      operation: 'replace',
      previous: { ...previous, targetVersion: '7' },
    });
    expect(await adapter.write(stale, anAttempt())).toEqual({ kind: 'unknown', code: 'typ-409-stale' });
  });

  it('knows a replace and a nullify that were made already', async () => {
    const { order, previous } = await written('plan');
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

  it('never lets the first send of a create arrive after its correction', async () => {
    const { order, previous } = await written('plan');
    const replace = nextVersion(order, { operation: 'replace', previous, text: 'Toinen' });
    await adapter.write(replace, anAttempt());
    await adapter.write(order, anAttempt());
    expect(await adapter.lookUp(replace, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it.each([
    ['unknown-client', 'typ-422-unknown-client'],
    ['no-rights', 'typ-403-no-rights'],
  ] as const)('says by code that it was refused for %s', async (mode, code) => {
    await standIn.fault({ mode, count: 1 });
    expect(await adapter.write(anOrder('plan'), anAttempt())).toEqual({
      kind: 'rejected',
      reason: 'rejected-by-system',
      code,
    });
  });

  it('obeys the time that the register asks for', async () => {
    await standIn.fault({ mode: 'status', value: 503, count: 1 });
    expect(await adapter.write(anOrder('plan'), anAttempt())).toEqual({
      kind: 'not-now',
      code: 'typ-503-fault-on-demand',
      sent: true,
      retryAfterMs: 1_000,
    });
  });

  it.each([
    ['a service that is not there', { service: 'FI-TEST/GOV/0000000-0/typ/other' }, 'x-road-unknown-service'],
    ['a client without access', { client: 'FI/MUN/0000001-9/kuittaus' }, 'x-road-access-denied'],
  ])('comes back later when the exchange layer knows %s', async (_, party, code) => {
    const stranger = adapterFor(bench.base, { xRoad: { ...X_ROAD, ...party } });
    const order = anOrder('plan');
    expect(await stranger.write(order, anAttempt())).toEqual({ kind: 'not-now', code, sent: true });
    expect(await stranger.lookUp(order, anAttempt())).toEqual({ kind: 'not-now', code: `read-${code}` });
  });

  it('has not sent a write that the lease did not allow to leave in time', async () => {
    const signal = AbortSignal.abort();
    expect(await adapter.write(anOrder('plan'), anAttempt({ signal }))).toEqual({
      kind: 'not-now',
      code: 'not-sent-deadline',
      sent: false,
    });
  });

  it('has sent nothing when nobody is there', async () => {
    const away = adapterFor('http://127.0.0.1:9');
    expect(await away.write(anOrder('plan'), anAttempt())).toEqual({
      kind: 'not-now',
      code: 'not-sent-refused',
      sent: false,
    });
  });

  it('records one of many copies, and knows the others for copies', async () => {
    const order = anOrder('plan');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => adapter.write(order, anAttempt())));
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'already-recorded')).toHaveLength(9);
    expect(await standIn.rowsOf(order.seriesKey)).toHaveLength(1);
  });
});
