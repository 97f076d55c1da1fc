import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import type { RecordSystemAdapter } from '#recording';
import {
  ADAPTER_BEHAVIOURS,
  SandboxProcess,
  anAttempt,
  anOrder,
  describeAdapter,
  nextVersion,
  standInAt,
  type AdapterBench,
} from '#recording/testing';
import { createPegasosAdapter } from './pegasos.adapter.js';
import { pegasosOptionsSchema } from './pegasos.config.js';

interface PegasosBench extends AdapterBench {
  readonly sandbox: SandboxProcess;
  readonly address: string;
}

async function startBench(options: object = {}): Promise<PegasosBench> {
  const sandbox = await SandboxProcess.start();
  const { pegasos, pegasosMllp } = sandbox.addresses;
  const adapterAt = (address: string): RecordSystemAdapter => adapterFor(address, options);
  return {
    sandbox,
    address: pegasosMllp,
    adapter: adapterAt(pegasosMllp),
    standIn: standInAt({ journal: `${pegasos}/_journal`, faults: `${pegasos}/_faults` }),
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
    wire: {
      transport: 'mllp',
      format: 'hl7v2',
      address: pegasosMllp,
      adapterAt,
      isWrite: ({ body }) => body.includes('|MDM^'),
      // Everything from the EVN on is the document.
      storedTwice: (answer) => answer + answer.slice(answer.indexOf('EVN|')),
    },
    stop: () => sandbox.stop(),
  };
}

function adapterFor(address: string, options: object = {}): RecordSystemAdapter {
  return createPegasosAdapter({ address, maxConnections: 4, options: pegasosOptionsSchema.parse(options) });
}

const NO_HTTP = 'MLLP has no status, header or address';
const NO_PLACE = {
  'status-classes': NO_HTTP,
  'page-in-between': NO_HTTP,
  'retry-after': NO_HTTP,
  redirect: NO_HTTP,
  'xml-entities': 'its answers are not XML',
  credentials: 'it has none',
  'refusal-with-data': 'a refusal names the message it is to; tried below',
};
/** What can be seen of an adapter that cannot ask. */
const WITHOUT_ASKING = [
  'repeat',
  'first-byte',
  'half-character',
  'server-error',
  'permanent-refusal',
  'evidence-level',
];

describeAdapter('Pegasos', startBench, { leftOut: NO_PLACE });
describeAdapter('Pegasos (no document query)', () => startBench({ documentQuery: false }), {
  leftOut: Object.fromEntries(
    ADAPTER_BEHAVIOURS.filter(({ id }) => !WITHOUT_ASKING.includes(id)).map(({ id }) => [id, 'it looks up']),
  ),
});

describe('the Pegasos adapter', () => {
  let bench: PegasosBench;

  beforeAll(async () => {
    bench = await startBench();
  });

  afterEach(() => bench.standIn.clearFaults());

  afterAll(() => bench.stop());

  /** All that a text of Western Europe can hold, with everything that HL7 v2 has a use for itself. */
  const LATIN = 'Åke Öhman |^~\\& \\.br\\ \\X0D\\ "" \t<&amp;> é ÿ\u00a0½\r\nrivi 2\n';

  it('reads back at an ISO 8859-1 endpoint what that can hold', async () => {
    const adapter = adapterFor(bench.address, { encoding: '8859/1' });
    const order = anOrder('statistics', { text: LATIN });
    expect(await adapter.write(order, anAttempt())).toMatchObject({ kind: 'recorded' });
    expect(await adapter.lookUp(order, anAttempt())).toMatchObject({ kind: 'found', matches: true });
    expect((await bench.standIn.rowsOf(order.seriesKey))[0]?.content).toContain(LATIN);
  });

  it.each(['Áile Čáŋđ', 'Šákšá', '10 €', 'hymiö 🙂', '“lainaus”'])(
    'sends nothing to an ISO 8859-1 endpoint that cannot hold %j, and puts nothing in its place',
    async (text) => {
      const order = anOrder('statistics', { text });
      const adapter = adapterFor(bench.address, { encoding: '8859/1' });
      expect(await adapter.write(order, anAttempt())).toEqual({
        kind: 'rejected',
        reason: 'not-encodable',
        code: 'not-encodable',
      });
      expect(await bench.standIn.rowsOf(order.seriesKey)).toEqual([]);
    },
  );

  it('reads in UTF-8 what was written in ISO 8859-1', async () => {
    const order = anOrder('statistics', { text: 'Åke Öhman é' });
    await adapterFor(bench.address, { encoding: '8859/1' }).write(order, anAttempt());
    expect(await bench.adapter.lookUp(order, anAttempt())).toMatchObject({ matches: true });
  });

  it('cannot ask where the endpoint has no document query, and says how little it then knows', async () => {
    const adapter = adapterFor(bench.address, { documentQuery: false });
    const order = anOrder('visit');
    expect(adapter.evidenceLevel).toBe('accepted');
    const outcome = await adapter.write(order, anAttempt());
    expect(outcome).toMatchObject({
      kind: 'recorded',
      receipt: { targetId: order.seriesKey, targetVersion: order.versionKey },
    });
    expect(await adapter.write(order, anAttempt())).toMatchObject({ kind: 'already-recorded' });
    await bench.standIn.fault({ mode: 'drop-after', count: 1 });
    const lost = anOrder('visit');
    expect(await adapter.write(lost, anAttempt())).toMatchObject({ kind: 'unknown' });
    for (const asked of [order, lost]) {
      expect(await adapter.lookUp(asked, anAttempt())).toEqual({
        kind: 'cannot-ask',
        code: 'no-document-query',
      });
    }
  });

  it('finds and does not verify where the endpoint tells no content', async () => {
    const adapter = adapterFor(bench.address, { documentContent: false });
    const order = anOrder('visit');
    await adapter.write(order, anAttempt());
    expect(adapter.evidenceLevel).toBe('found');
    expect(await adapter.lookUp({ ...order, text: 'muu' }, anAttempt())).toMatchObject({ matches: true });
  });

  it('goes through the whole life of a record, each version under its own number', async () => {
    const first = anOrder('plan');
    await bench.adapter.write(first, anAttempt());
    const second = nextVersion(first, {
      operation: 'replace',
      text: 'Toinen',
      previous: { targetId: first.seriesKey, targetVersion: first.versionKey },
    });
    await bench.adapter.write(second, anAttempt());
    const end = nextVersion(second, {
      operation: 'nullify',
      previous: { targetId: second.versionKey, targetVersion: second.versionKey },
    });
    expect(await bench.adapter.lookUp(end, anAttempt())).toEqual({ kind: 'absent', code: 'not-cancelled' });
    expect(await bench.adapter.write(end, anAttempt())).toMatchObject({ kind: 'recorded' });
    expect(await bench.adapter.write(end, anAttempt())).toMatchObject({ kind: 'already-recorded' });
    expect(await bench.adapter.lookUp(end, anAttempt())).toMatchObject({ kind: 'found', matches: true });
    const rows = await bench.standIn.rowsOf(first.seriesKey);
    expect(rows.map(({ id, version, operation }) => [id, version, operation])).toEqual([
      [first.seriesKey, first.versionKey, 'create'],
      [second.versionKey, second.versionKey, 'replace'],
      [second.versionKey, 'CA', 'nullify'],
    ]);
  });

  it('finds its replacement there, when the answer to it was lost, and takes it for recorded', async () => {
    const first = anOrder('plan');
    await bench.adapter.write(first, anAttempt());
    const second = nextVersion(first, {
      operation: 'replace',
      text: 'Toinen',
      previous: { targetId: first.seriesKey, targetVersion: first.versionKey },
    });
    await bench.standIn.fault({ mode: 'drop-after', count: 1 });
    expect(await bench.adapter.write(second, anAttempt())).toMatchObject({ kind: 'unknown' });
    expect(await bench.adapter.write(second, anAttempt())).toMatchObject({ kind: 'already-recorded' });
    expect(await bench.adapter.lookUp(second, anAttempt())).toMatchObject({ matches: true });
  });

  it('does not cancel what somebody replaced meanwhile', async () => {
    const first = anOrder('plan');
    await bench.adapter.write(first, anAttempt());
    const previous = { targetId: first.seriesKey, targetVersion: first.versionKey };
    await bench.adapter.write(nextVersion(first, { operation: 'replace', previous }), anAttempt());
    const end = nextVersion(first, { operation: 'nullify', previous });
    expect(await bench.adapter.write(end, anAttempt())).toEqual({ kind: 'unknown', code: 'hl7-ae-204' });
    expect(await bench.adapter.lookUp(end, anAttempt())).toMatchObject({
      kind: 'found',
      matches: false,
      differences: ['status', 'version'],
    });
  });

  it('finds after a restart of the system what was there before', async () => {
    const order = anOrder('visit');
    await bench.adapter.write(order, anAttempt());
    await bench.sandbox.restart();
    expect(await bench.adapter.lookUp(order, anAttempt())).toMatchObject({ matches: true });
    expect(await bench.adapter.write(order, anAttempt())).toMatchObject({ kind: 'already-recorded' });
  });

  it.each([
    [401, { kind: 'rejected' }],
    [404, { kind: 'rejected' }],
    [409, { kind: 'unknown' }],
    [429, { kind: 'not-now', sent: true }],
    [502, { kind: 'unknown' }],
    [503, { kind: 'not-now', sent: true }],
  ])('takes the ordered status %i by its nearest meaning', async (value, outcome) => {
    await bench.standIn.fault({ mode: 'status', value, count: 1 });
    expect(await bench.adapter.write(anOrder('visit'), anAttempt())).toMatchObject(outcome);
  });

  it('records many at once over a few connections, each once', async () => {
    const orders = Array.from({ length: 20 }, () => anOrder('visit'));
    const outcomes = await Promise.all(
      [...orders, ...orders].map((order) => bench.adapter.write(order, anAttempt())),
    );
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'recorded')).toHaveLength(20);
    expect(kinds.filter((kind) => kind === 'already-recorded')).toHaveLength(20);
    for (const { seriesKey } of orders) expect(await bench.standIn.rowsOf(seriesKey)).toHaveLength(1);
  });

  it('has sent nothing when nobody is there', async () => {
    expect(await adapterFor('mllp://127.0.0.1:9').write(anOrder(), anAttempt())).toEqual({
      kind: 'not-now',
      code: 'not-sent-refused',
      sent: false,
    });
  });

  it('tells nothing of a person when a refusal does', async () => {
    const order = anOrder('visit');
    const told = `${order.clientIdentifier.value} ${order.client.familyName} ${order.recorder.name}`;
    const sockets: net.Socket[] = [];
    const server = net.createServer((socket) => {
      sockets.push(socket);
      socket.on('data', (request: Buffer) => {
        const id = request.toString().split('|')[9] ?? '';
        const errors = `ERR|${told}|PID^1^3^${told}|204^${told}|E|${told}||${told}|${told}`;
        const text = `MSH|^~\\&|${told}||||1||ACK|1|P|2.5||||||UNICODE UTF-8\rMSA|AE|${id}|${told}\r${errors}\r`;
        socket.write(`\x0b${text}\x1c\r`);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const adapter = adapterFor(`mllp://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const outcomes = [await adapter.write(order, anAttempt()), await adapter.lookUp(order, anAttempt())];
    server.close();
    for (const socket of sockets) socket.destroy();
    expect(outcomes).toEqual([
      { kind: 'rejected', reason: 'rejected-by-system', code: 'hl7-ae-204' },
      { kind: 'not-now', code: 'query-hl7-ae-204' },
    ]);
  });
});
