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
import { lifecareWire } from '../testing/lifecare-wire.js';
import { createLifecareAdapter } from './lifecare.adapter.js';

interface LifecareBench extends AdapterBench {
  readonly sandbox: SandboxProcess;
}

async function startBench(): Promise<LifecareBench> {
  const sandbox = await SandboxProcess.start();
  const base = sandbox.addresses.lifecare;
  return {
    sandbox,
    adapter: adapterFor(sandbox, base),
    standIn: standInAt({ journal: `${base}/_journal`, faults: `${base}/_faults` }),
    records: [
      'recommendation',
      'consent',
      'plan',
      'measures',
      'case-note',
      'contact-note',
      'visit',
      'statistics',
      'case-manager',
    ],
    wire: lifecareWire(sandbox, (at) => adapterFor(sandbox, at)),
    stop: () => sandbox.stop(),
  };
}

function adapterFor(
  { lifecareClientKey }: SandboxProcess,
  base: string,
  now?: () => Date,
): RecordSystemAdapter {
  return createLifecareAdapter({
    address: `${base}/fhir`,
    clientId: 'kuittaus',
    privateKeyPem: lifecareClientKey,
    maxSockets: 4,
    ...(now !== undefined && { now }),
  });
}

describeAdapter('Lifecare', startBench, { leftOut: { 'xml-entities': 'its answers are JSON' } });

describe('the Lifecare adapter', () => {
  let bench: LifecareBench;
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

  it('renews a token that the server does not know any more, and records with the new one', async () => {
    await written();
    await bench.sandbox.restart();
    const { order } = await written();
    expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it('asks the caller again before it repeats a write with a new token', async () => {
    await written();
    await bench.sandbox.restart();
    const beforeFirstByte = jest.fn();
    await adapter.write(anOrder(), anAttempt({ beforeFirstByte }));
    expect(beforeFirstByte).toHaveBeenCalledTimes(2);
  });

  it('sends nothing while no token can be had', async () => {
    const stranger = createLifecareAdapter({
      address: `${bench.sandbox.addresses.lifecare}/fhir`,
      clientId: 'somebody-else',
      privateKeyPem: bench.sandbox.lifecareClientKey,
      maxSockets: 1,
    });
    const order = anOrder();
    expect(await stranger.write(order, anAttempt())).toEqual({
      kind: 'not-now',
      code: 'not-sent-token-401',
      sent: false,
    });
    expect(await stranger.lookUp(order, anAttempt())).toMatchObject({ kind: 'not-now' });
  });

  it('has not sent a write whose token came too late', async () => {
    await standIn.fault({ mode: 'slow-token', value: 2_000, count: 1 });
    const fresh = adapterFor(bench.sandbox, bench.sandbox.addresses.lifecare);
    const context = anAttempt({ signal: AbortSignal.timeout(100) });
    expect(await fresh.write(anOrder(), context)).toEqual({
      kind: 'not-now',
      code: 'not-sent-token-deadline',
      sent: false,
    });
  });

  it('obeys the time that the server asks for', async () => {
    await written();
    await standIn.fault({ mode: 'status', value: 503, count: 1 });
    expect(await adapter.write(anOrder(), anAttempt())).toEqual({
      kind: 'not-now',
      code: 'fhir-503-transient',
      sent: true,
      retryAfterMs: 1_000,
    });
  });

  it('says by code why a record was refused', async () => {
    await standIn.fault({ mode: 'unknown-client', count: 1 });
    expect(await adapter.write(anOrder(), anAttempt())).toEqual({
      kind: 'rejected',
      reason: 'rejected-by-system',
      code: 'fhir-422-not-found',
    });
  });

  it('does not know what a stale replace means, until it has looked', async () => {
    const { order, previous } = await written();
    const stale = nextVersion(order, {
      operation: 'replace',
      previous: { ...previous, targetVersion: '7' },
    });
    expect(await adapter.write(stale, anAttempt())).toEqual({ kind: 'unknown', code: 'fhir-412' });
  });

  it('finds a record absent as long as only the version before is there', async () => {
    const { order, previous } = await written();
    const replace = nextVersion(order, { operation: 'replace', previous });
    expect(await adapter.lookUp(replace, anAttempt())).toEqual({ kind: 'absent', code: 'older-version' });
  });

  it('records a withdrawal of the whole consent as a new version of it', async () => {
    const { order, previous } = await written('consent');
    if (order.content.record !== 'consent') throw new Error('Not a consent');
    const withdrawal = nextVersion(order, {
      operation: 'replace',
      previous,
      content: { ...order.content, covers: [], withdrawnAt: '2026-05-01T08:00:00Z' },
      text: 'Suostumus peruttu 1.5.2026',
    });
    expect(await adapter.write(withdrawal, anAttempt())).toMatchObject({ kind: 'recorded' });
    expect(await adapter.lookUp(withdrawal, anAttempt())).toMatchObject({ kind: 'found', matches: true });
  });

  it('records for writers and organisations of which only the name is known', async () => {
    const nobody = { id: 'a', role: 'other', name: 'Nimi Vain', organisation: { name: 'Yhdistys' } } as const;
    const other = { ...nobody, id: 'b', name: 'Toinen Vain' };
    for (const record of ['recommendation', 'plan', 'consent'] as const) {
      const { order } = await written(record, { recorder: nobody, onBehalfOf: [nobody, other] });
      expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
    }
  });

  it('records many at once, each once', async () => {
    const orders = Array.from({ length: 20 }, () => anOrder());
    const outcomes = await Promise.all(orders.map((order) => adapter.write(order, anAttempt())));
    expect(outcomes.map(({ kind }) => kind)).toEqual(orders.map(() => 'recorded'));
    for (const { seriesKey } of orders) expect(await standIn.rowsOf(seriesKey)).toHaveLength(1);
  });

  it('records one of many copies, and knows the others for copies', async () => {
    const order = anOrder();
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => adapter.write(order, anAttempt())));
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'already-recorded')).toHaveLength(9);
    expect(await standIn.rowsOf(order.seriesKey)).toHaveLength(1);
  });

  it('has sent nothing when nobody is there', async () => {
    const away = createLifecareAdapter({
      address: 'http://127.0.0.1:9/fhir',
      clientId: 'kuittaus',
      privateKeyPem: bench.sandbox.lifecareClientKey,
      maxSockets: 1,
    });
    expect(await away.write(anOrder(), anAttempt())).toEqual({
      kind: 'not-now',
      code: 'not-sent-token-refused',
      sent: false,
    });
  });
});
