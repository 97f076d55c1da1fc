import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { called } from '../../testing/called.js';
import type { Called } from '../../testing/called.js';

const CODE = '010594Y9032';
const ERASURE = {
  id: 'e1',
  state: 'requested',
  decisions: ['kaarina/K-1'],
  reason: 'Pyyntö',
  requestedAt: '2026-11-22T10:00:00.000Z',
};

let asked: { readonly line: string; readonly body: unknown }[] = [];
let answers: Record<string, { readonly status: number; readonly body: object }> = {};
let server: Server;
let variables: Record<string, string>;
beforeAll(async () => {
  server = createServer((request, reply) => {
    void (async () => {
      const line = `${String(request.method)} ${String(request.url)}`;
      const isJson = request.headers['content-type'] === 'application/json';
      asked.push({ line, body: isJson ? await json(request) : undefined });
      const { status, body } = answers[line] ?? { status: 404, body: {} };
      reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    })();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  variables = { KUITTAUS_GATEWAY_URL: `http://127.0.0.1:${String(port)}`, KUITTAUS_TOKEN: 'tunniste' };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
  answers = {};
});

const run = (args: readonly string[], input = ''): Promise<Called> => called(args, { variables, input });

describe('kuittaus erase', () => {
  it('asks for a client by standard input, never by an argument', async () => {
    answers['POST /v1/erasures'] = { status: 201, body: ERASURE };
    const { code, out } = await run(['erase', 'request', '--why', 'Pyyntö'], `${CODE}\n`);
    expect({ code, asked }).toEqual({
      code: 0,
      asked: [{ line: 'POST /v1/erasures', body: { personalIdentityCode: CODE, reason: 'Pyyntö' } }],
    });
    expect(out).toContain('e1');
    expect(out).toContain('odottaa toisen pääkäyttäjän hyväksyntää  kaarina/K-1  Pyyntö');
    expect((await run(['erase', 'request', '--why', 'x', CODE])).code).toBe(2);
    expect((await run(['erase', 'request', '--why', 'x'], 'Matti')).code).toBe(2);
    expect((await run(['erase', 'request', '--decision', 'kaarina/K-1'])).code).toBe(2);
  });

  it('approves, lists with what hinders, and tells a refusal', async () => {
    const done = { ...ERASURE, state: 'done', erasedAt: '2026-11-22T11:00:00.000Z' };
    answers['POST /v1/erasures/e1/approve'] = { status: 200, body: done };
    expect((await run(['erase', 'approve', 'e1'])).out).toContain('2026-11-22T11:00:00.000Z  poistettu');
    answers['GET /v1/erasures'] = {
      status: 200,
      body: { items: [{ ...ERASURE, hindrance: 'client-held' }] },
    };
    expect((await run(['erase', 'list'])).out).toContain('säilytysmääräys estää');
    const problem = { title: 'Poiston hyväksyy muu', code: 'erasure-same-person' };
    answers['POST /v1/erasures/e1/approve'] = { status: 403, body: problem };
    expect(await run(['erase', 'approve', 'e1'])).toMatchObject({ code: 1 });
  });
});

describe('kuittaus hold', () => {
  it('is put on a decision or a client, listed, and lifted with a reason', async () => {
    answers['POST /v1/holds'] = { status: 201, body: { id: 'h1' } };
    answers['POST /v1/holds/h1/lift'] = { status: 200, body: { id: 'h1' } };
    const hold = {
      id: 'h1',
      on: 'client',
      decisions: [],
      reason: 'Kantelu',
      putAt: '2026-11-22T10:00:00.000Z',
    };
    answers['GET /v1/holds'] = { status: 200, body: { items: [hold] } };
    expect((await run(['hold', 'put', '--why', 'Kantelu', '--decision', 'kaarina/K-1'])).code).toBe(0);
    expect((await run(['hold', 'put', '--why', 'Kantelu'], CODE)).code).toBe(0);
    expect((await run(['hold', 'list'])).out).toBe('h1  2026-11-22T10:00:00.000Z  asiakas  -  Kantelu');
    expect((await run(['hold', 'lift', 'h1', '--why', 'Ratkaistu'])).out).toContain('purettu');
    expect(asked.map(({ body }) => body)).toEqual([
      { decision: 'kaarina/K-1', reason: 'Kantelu' },
      { personalIdentityCode: CODE, reason: 'Kantelu' },
      undefined,
      { reason: 'Ratkaistu' },
    ]);
    expect((await run(['hold', 'lift', 'h1'])).code).toBe(2);
  });
});
