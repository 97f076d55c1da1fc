import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { called, Folder } from '../../testing/called.js';
import type { Called } from '../../testing/called.js';

const PLAN = {
  id: 'p1',
  state: 'planned',
  filter: { systems: ['lifecare'] },
  reason: 'Tunnus oli vanhentunut',
  tasks: 3,
  ratePerSecond: 2,
  needsSecondPerson: true,
  createdAt: '2026-11-22T10:00:00.000Z',
  verdicts: { 'would-write': 2, 'consent-ended': 1 },
  results: { pending: 2, 'left-out': 1 },
  retriedStates: {},
};
const item = (taskId: string) => ({ taskId, verdict: 'would-write', state: 'confirmed', result: 'retried' });

/** What the gateway was asked, and what it answers. */
let asked: { readonly line: string; readonly token: string | undefined; readonly body: unknown }[] = [];
let answers: Record<string, { readonly status: number; readonly body: object }> = {};
let server: Server;
let address: string;
const folder = new Folder();
beforeAll(async () => {
  server = createServer((request, reply) => {
    void (async () => {
      const line = `${String(request.method)} ${String(request.url)}`;
      const isJson = request.headers['content-type'] === 'application/json';
      const body: unknown = isJson ? await json(request) : undefined;
      asked.push({ line, token: request.headers.authorization, body });
      const { status, body: said } = answers[line] ?? { status: 404, body: {} };
      reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    })();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  folder.remove();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked = [];
  answers = {};
});

const repair = (...args: readonly string[]): Promise<Called> =>
  called(['repair', ...args], { variables: { KUITTAUS_GATEWAY_URL: address, KUITTAUS_TOKEN: 'tunniste' } });

describe('kuittaus repair', () => {
  it('plans what the options say, and shows the dry run', async () => {
    answers['POST /v1/repairs'] = { status: 201, body: PLAN };
    const args = ['--system', 'lifecare', '--state', 'retrying', '--state', 'unknown', '--code', 'fhir-401'];
    const { code, out } = await repair('plan', '--why', 'Tunnus oli vanhentunut', '--rate', '5', ...args);
    expect(code).toBe(0);
    expect(asked).toEqual([
      {
        line: 'POST /v1/repairs',
        token: 'Bearer tunniste',
        body: {
          filter: { systems: ['lifecare'], states: ['retrying', 'unknown'], code: 'fhir-401' },
          reason: 'Tunnus oli vanhentunut',
          ratePerSecond: 5,
        },
      },
    ]);
    expect(out).toContain('Suunnitelma p1: suunniteltu, 3 tehtävää, 2/s');
    expect(out).toContain('Toisen pääkäyttäjän on hyväksyttävä.');
    expect(out).toMatch(/Koeajo:\n +2 {2}kirjoitettaisiin\n +1 {2}suostumus on päättynyt/);
    expect(out).toMatch(/Tilanne:\n +2 {2}ajamatta\n +1 {2}ei ajeta/);
  });

  it.each(['approve', 'run', 'stop'])('%s names the plan', async (act) => {
    answers[`POST /v1/repairs/p1/${act}`] = { status: 200, body: { ...PLAN, state: 'running' } };
    expect(await repair(act, 'p1')).toMatchObject({ code: 0, out: expect.stringContaining('ajetaan') });
  });

  it('shows a plan with all its tasks, page by page', async () => {
    const retried = { ...PLAN, retriedStates: { confirmed: 2 } };
    answers['GET /v1/repairs/p1'] = {
      status: 200,
      body: { ...retried, items: [item('t1')], nextCursor: 'c' },
    };
    answers['GET /v1/repairs/p1?cursor=c'] = { status: 200, body: { ...retried, items: [item('t2')] } };
    const { out } = await repair('show', 'p1');
    expect(out).toMatch(/Uudelleen yritetyt ovat nyt:\n +2 {2}vahvistettu/);
    expect(out.split('\n').slice(-2)).toEqual([
      't1  kirjoitettaisiin  yritetty uudelleen  vahvistettu',
      't2  kirjoitettaisiin  yritetty uudelleen  vahvistettu',
    ]);
  });

  it('lists plans and failures', async () => {
    answers['GET /v1/repairs'] = { status: 200, body: { items: [PLAN] } };
    const group = {
      system: 'lifecare',
      endpoint: 'lifecare-varha',
      outcome: 'rejected',
      code: 'fhir-401',
      count: 7,
      firstSeen: 'a',
      lastSeen: 'b',
      sampleTaskIds: ['t1', 't2'],
    };
    answers['GET /v1/failures'] = { status: 200, body: { examined: 1000, items: [group] } };
    expect((await repair('list')).out).toContain('p1  2026-11-22T10:00:00.000Z  suunniteltu  3');
    expect((await repair('failures')).out).toContain('7  lifecare-varha  -  rejected  fhir-401  a – b');
  });

  it('tells what the gateway refuses, and where', async () => {
    const errors = [{ path: '/filter', code: 'empty' }];
    answers['POST /v1/repairs'] = { status: 422, body: { title: 'Tiedot väärin', code: 'invalid', errors } };
    expect(await repair('plan', '--why', 'x')).toEqual({
      code: 1,
      out: '',
      err: 'Tiedot väärin (invalid)\n  /filter empty',
    });
  });

  it('takes address and token from the options before the environment, and asks nobody without a reason', async () => {
    answers['GET /v1/repairs'] = { status: 200, body: { items: [] } };
    const file = folder.write('token', 'toinen\n');
    const given = ['repair', 'list', '--gateway', address, '--token-file', file];
    expect((await called(given, { variables: {} })).out).toBe('Suunnitelmia ei ole.');
    expect(asked[0]?.token).toBe('Bearer toinen');
    expect((await called(['repair', 'list'], { variables: {} })).code).toBe(2);
    expect((await repair('plan', '--system', 'lifecare')).code).toBe(2);
    expect((await repair('plan', '--why', 'x', '--rate', 'y')).code).toBe(2);
    expect(asked).toHaveLength(1);
  });

  it('says so when nobody answers', async () => {
    const { code, err } = await called(['repair', 'list', '--gateway', 'http://127.0.0.1:9'], {
      variables: { KUITTAUS_TOKEN: 'tunniste' },
    });
    expect([code, err]).toEqual([3, 'Rajapinta ei vastaa.']);
  });
});
