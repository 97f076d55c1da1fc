import nock from 'nock';
import { OpenApiDocument, type ContractFault } from '#openapi';
import type { RecordingOrder } from '#recording';
import { anAttempt, anOrder, nextVersion, temporaryClient } from '#recording/testing';
import { createTypAdapter } from './typ.adapter.js';

// Node's own modules are one for all test files of a Jest worker: the next file must find `http` as it was.
afterAll(() => {
  nock.restore();
});

/** The adapter's side of docs/systems/typ.yaml; the stand-in holds the other at run time. */
const CONTRACT = OpenApiDocument.read('docs/systems/typ.yaml');
const ORIGIN = 'https://security-server.example';
const SERVICE = 'FI-TEST/GOV/0000000-0/typ/records';
const adapter = createTypAdapter({
  address: ORIGIN,
  xRoad: { client: 'FI-TEST/MUN/0000001-9/kuittaus', service: SERVICE },
  maxSockets: 1,
});

interface Seen {
  readonly operation: string | undefined;
  readonly faults: readonly ContractFault[];
  readonly headers: Readonly<Record<string, unknown>>;
  readonly path: string;
}

let seen: Seen[] = [];

beforeEach(() => {
  seen = [];
  nock.disableNetConnect();
  nock(ORIGIN)
    .persist()
    .intercept(/.*/, 'PUT')
    .reply(answer)
    .intercept(/.*/, 'POST')
    .reply(answer)
    .intercept(/.*/, 'GET')
    .reply(answer);
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

function answer(this: nock.ReplyFnContext, uri: string, sent: unknown): nock.ReplyFnResult {
  const { method, headers } = this.req;
  const path = uri.replace(`/r1/${SERVICE}`, '');
  const found = CONTRACT.find(method, path);
  const body = Buffer.from(sent === '' ? '' : JSON.stringify(sent));
  const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
  const parts = { query: new URLSearchParams(), header, body };
  const read = found?.operation.readRequest({ ...parts, pathParameters: found.pathParameters });
  seen.push({ operation: found?.operation.id, faults: read?.faults ?? [], headers, path });
  return [503, ''];
}

function ordersOf(record: RecordingOrder['record']): readonly RecordingOrder[] {
  const create = anOrder(record);
  const previous = { targetId: 'r-1', targetVersion: '1' };
  return [
    create,
    nextVersion(create, { operation: 'replace', previous }),
    nextVersion(create, { operation: 'nullify', previous }),
  ];
}

describe('what the TYP adapter sends', () => {
  it.each(['plan', 'measures', 'case-note', 'recommendation', 'case-manager'] as const)(
    'of a %s is as the contract says',
    async (record) => {
      for (const order of ordersOf(record)) {
        await adapter.write(order, anAttempt());
        await adapter.lookUp(order, anAttempt());
      }
      expect(seen.map(({ operation }) => operation)).toEqual([
        'writeRecord',
        'readRecord',
        'writeRecord',
        'readRecord',
        'cancelRecord',
        'readRecord',
      ]);
      expect(seen.flatMap(({ faults }) => faults)).toEqual([]);
    },
  );

  it('of a client with a temporary id, of a plan with its statement, and of writers known by name is so too', async () => {
    const { content } = anOrder('plan');
    const recorder = {
      id: 'a',
      role: 'other',
      name: 'Nimi Vain',
      organisation: { name: 'Yhdistys' },
    } as const;
    await adapter.write(
      anOrder('plan', { ...temporaryClient(), recorder, onBehalfOf: [recorder] }),
      anAttempt(),
    );
    const plan = { ...content, workAbilityStatement: 'Pystyy osa-aikaiseen työhön.' };
    if (plan.record !== 'plan') throw new Error('Not a plan');
    await adapter.write(anOrder('plan', { content: plan }), anAttempt());
    expect(seen.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('has another message id each time, and the attempt beside it', async () => {
    const context = anAttempt();
    await adapter.write(anOrder('plan'), context);
    await adapter.lookUp(anOrder('plan'), context);
    expect(new Set(seen.map(({ headers }) => headers['x-road-id'])).size).toBe(2);
    expect(seen.map(({ headers }) => headers['x-road-issue'])).toEqual([
      context.attemptId,
      context.attemptId,
    ]);
  });

  it('has nothing of the client in its address or its headers', async () => {
    await adapter.write(anOrder('plan'), anAttempt());
    await adapter.lookUp(anOrder('plan'), anAttempt());
    for (const { path, headers } of seen) {
      expect(decodeURIComponent(`${path} ${JSON.stringify(headers)}`)).not.toMatch(
        /010594Y9032|Ensimmäinen|Testi /,
      );
    }
  });
});
