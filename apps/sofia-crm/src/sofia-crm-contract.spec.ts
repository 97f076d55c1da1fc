import nock from 'nock';
import { OpenApiDocument, type ContractFault } from '#openapi';
import { anAttempt, anOrder, nextVersion, temporaryClient } from '#recording/testing';
import { createSofiaCrmAdapter } from './sofia-crm.adapter.js';

// Node's own modules are one for all test files of a Jest worker: the next file must find `http` as it was.
afterAll(() => {
  nock.restore();
});

/** The adapter's side of docs/systems/sofia-crm.yaml; the stand-in holds the other at run time. */
const CONTRACT = OpenApiDocument.read('docs/systems/sofia-crm.yaml');
const ORIGIN = 'https://sofia-crm.example';
const adapter = createSofiaCrmAdapter({
  address: `${ORIGIN}/api`,
  clientId: 'kuittaus',
  clientSecret: 'secret',
  maxSockets: 1,
});

interface Seen {
  readonly operation: string | undefined;
  readonly faults: readonly ContractFault[];
  readonly headers: Readonly<Record<string, unknown>>;
  readonly uri: string;
}

let seen: Seen[] = [];

beforeEach(() => {
  seen = [];
  nock.disableNetConnect();
  const scope = nock(ORIGIN).persist();
  for (const method of ['POST', 'PATCH', 'GET']) scope.intercept(/.*/, method).reply(answer);
});

afterEach(() => {
  nock.cleanAll();
  nock.enableNetConnect();
});

function answer(this: nock.ReplyFnContext, uri: string, sent: unknown): nock.ReplyFnResult {
  const { method, headers } = this.req;
  const [path = '', query] = uri.replace('/api', '').split('?');
  const found = CONTRACT.find(method, path);
  const body = Buffer.from(typeof sent === 'string' ? sent : JSON.stringify(sent));
  const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
  const parts = { query: new URLSearchParams(query), header, body };
  const read = found?.operation.readRequest({ ...parts, pathParameters: found.pathParameters });
  seen.push({ operation: found?.operation.id, faults: read?.faults ?? [], headers, uri });
  const token = { access_token: 't', token_type: 'Bearer', expires_in: 300 };
  return path === '/oauth2/token'
    ? [200, JSON.stringify(token), { 'Content-Type': 'application/json' }]
    : [503, ''];
}

const previous = { targetId: 'e-1', targetVersion: '1' };

describe('what the SofiaCRM adapter sends', () => {
  it.each(['contact-note', 'case-note', 'recommendation', 'measures', 'plan', 'case-manager'] as const)(
    'of a %s is as the contract says',
    async (record) => {
      const create = anOrder(record);
      await adapter.write(create, anAttempt());
      await adapter.write(nextVersion(create, { operation: 'replace', previous }), anAttempt());
      await adapter.write(nextVersion(create, { operation: 'nullify', previous }), anAttempt());
      await adapter.lookUp(create, anAttempt());
      const operations = seen.map(({ operation }) => operation).filter((id) => id !== 'issueToken');
      expect(operations).toEqual([
        'createContactEvent',
        'correctContactEvent',
        'cancelContactEvent',
        'findContactEvents',
      ]);
      expect(seen.flatMap(({ faults }) => faults)).toEqual([]);
    },
  );

  it('of a client with a temporary id, and of writers known by name, is so too', async () => {
    const recorder = {
      id: 'a',
      role: 'other',
      name: 'Nimi Vain',
      organisation: { name: 'Yhdistys' },
    } as const;
    await adapter.write(anOrder('contact-note', { ...temporaryClient(), recorder }), anAttempt());
    expect(seen.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('carries the version’s key, and the version that it corrects', async () => {
    const replace = nextVersion(anOrder('contact-note'), { operation: 'replace', previous });
    await adapter.write(replace, anAttempt());
    await adapter.write(replace, anAttempt());
    for (const { headers } of seen.filter(({ operation }) => operation === 'correctContactEvent')) {
      expect(headers).toMatchObject({ 'idempotency-key': replace.versionKey, 'if-match': '"1"' });
    }
  });

  it('has nothing of the client in its address or its headers', async () => {
    await adapter.write(anOrder('contact-note'), anAttempt());
    await adapter.lookUp(anOrder('contact-note'), anAttempt());
    for (const { uri, headers } of seen) {
      expect(decodeURIComponent(`${uri} ${JSON.stringify(headers)}`)).not.toMatch(/010594Y9032|Ensimmäinen/);
    }
  });

  it('says what it replaces, or is not sent', async () => {
    const order = anOrder('contact-note', { operation: 'replace' });
    await expect(adapter.write(order, anAttempt())).rejects.toMatchObject({
      code: 'sofia-crm-previous-version-missing',
    });
  });
});
