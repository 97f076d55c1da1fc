import type { Endpoint } from '#configuration';
import { DEFAULT_CONTENT_POLICIES, DEFAULT_PROTECTION } from '#domain';
import type { TaskId, TrackedTask } from '#domain';
import { createLogger } from '#observability';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aPolicy, aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { getPage, postForm, signedIn, startGateway } from '../../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../../testing/gateway-under-test.js';
import { LedgerReaderAdapter } from '../../ledger-adapters/ledger-reader.adapter.js';
import { LedgerRepairDesk } from '../../repairs/ledger-repair-desk.js';
import { LedgerSystemActs } from '../../systems/ledger-system-acts.js';
import { LedgerOperationsReader } from './ledger-operations-reader.js';

const aino = signedIn({ roles: ['sysadmin'], subject: 'aino', language: 'fi' });
const eero = signedIn({ roles: ['sysadmin'], subject: 'eero', language: 'fi' });

const endpointOf = (id: string, system: Endpoint['system']): Endpoint => ({
  id,
  system,
  organisations: [],
  content: DEFAULT_CONTENT_POLICIES[system],
  address: 'http://127.0.0.1:1',
  credentials: {},
  concurrency: 4,
  delivery: aPolicy(),
  protection: DEFAULT_PROTECTION,
  options: { archivesToKanta: false },
});
const ENDPOINTS = [endpointOf('lifecare-varha', 'lifecare'), endpointOf('typ-sote', 'typ')];

let test: TestLedger;
let client: pg.Client;
let gateway: GatewayUnderTest;
let reader: LedgerOperationsReader;
beforeAll(async () => {
  test = await openTestLedger();
  client = new pg.Client({ connectionString: test.databaseUrl });
  await client.connect();
  const log = createLogger({ app: 'test', level: 'error' });
  reader = new LedgerOperationsReader(test.ledger, ENDPOINTS);
  gateway = await startGateway({
    operations: reader,
    ledger: new LedgerReaderAdapter(test.ledger, ENDPOINTS),
    systemActs: new LedgerSystemActs(test.ledger, ENDPOINTS, log),
    repairs: new LedgerRepairDesk({
      ledger: test.ledger,
      consentGate: () => undefined,
      isInstalled: () => true,
      endpoints: ENDPOINTS.map(({ id }) => id),
      secondPersonAbove: 1,
      log,
    }),
  });
});
afterAll(async () => {
  await gateway.app.close();
  await client.end();
  await test.stop();
});

async function stored(differences: Partial<TrackedTask>, code?: string): Promise<TrackedTask> {
  const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb', ...differences });
  await storeDecision(test.ledger, aDecision(uuid()), [task]);
  if (code === undefined) return task;
  await client.query(
    `insert into attempt (id, task, number, kind, epoch, worker, begun_at, deadline_at, ended_at, outcome, code)
     values (gen_random_uuid(), $1, 1, 'write', 1, 'lifecare/1', now(), now(), now(), 'rejected', $2)`,
    [task.id, code],
  );
  return task;
}

it('an endpoint has its counts by state, its last hour, and when it is probed', async () => {
  await stored({});
  await stored({ state: 'needs-attention', reason: 'rejected-by-system' }, 'fhir-422');
  for (let count = 0; count < 5; count++) {
    const failure = { successes: 0, failed: true };
    await test.ledger.endpoints.tell('typ-sote', failure, DEFAULT_PROTECTION.breaker);
  }
  const [lifecare, typ] = await reader.endpoints();
  expect(lifecare).toMatchObject({
    endpoint: 'lifecare-varha',
    counts: { queued: 1, 'needs-attention': 1 },
    lastHour: { length: 12, 11: { succeeded: 0, failed: 1 } },
  });
  expect(typ).toMatchObject({ breaker: 'open', probeAt: expect.stringMatching(/^\d{4}-.*Z$/), counts: {} });
});

it('a pause by the page stops the endpoint, with its reason on the log', async () => {
  const path = '/console/queues/typ-sote/pause';
  expect((await postForm(gateway.app, path, { reason: 'Huoltokatko' }, aino)).status).toBe(303);
  const { text } = await getPage(gateway.app, '/console/queues', aino);
  expect(text).toContain('Huoltokatko');
  const { rows } = await client.query(
    `select facts from audit_entry where kind = 'endpoint.paused' and facts ->> 'endpoint' = 'typ-sote'`,
  );
  expect(rows).toEqual([{ facts: { system: 'typ', endpoint: 'typ-sote', why: 'Huoltokatko' } }]);
});

it('from a group of failures to a repair that a second person approves, and that runs until it is stopped', async () => {
  const code = 'fhir-409';
  const tasks = [
    await stored({ state: 'needs-attention', reason: 'rejected-by-system', attempts: 1 }, code),
    await stored({ state: 'needs-attention', reason: 'rejected-by-system', attempts: 1 }, code),
  ];
  const queues = await getPage(gateway.app, '/console/queues', aino);
  const link = new RegExp(`href="(/console/repairs/new\\?[^"]*code=${code})"`).exec(queues.text)?.[1] ?? '';
  const asked = await getPage(gateway.app, link.replaceAll('&amp;', '&'), aino);
  expect(asked.text).toContain('Suodatin löytää nyt 2 tehtävää.');
  for (const { id } of tasks) expect(asked.text).toContain(`/console/tasks/${id}`);

  // Exactly what the page carries on is sent: its filter is no one else's.
  const fields: Record<string, string[]> = {};
  for (const [, name = '', value = ''] of asked.text.matchAll(
    /<input type="hidden" name="((?!csrf)\w+)" value="([^"]*)"/g,
  )) {
    (fields[name] ??= []).push(value);
  }
  const planned = await postForm(
    gateway.app,
    '/console/repairs',
    { ...fields, reason: 'Ristiriita korjattu', rate: '2' },
    aino,
  );
  const plan = /^\/console\/repairs\/([\w-]+)\?done=planned$/.exec(String(planned.headers['location']))?.[1];
  const act = async (verb: string, who: typeof aino) =>
    (await postForm(gateway.app, `/console/repairs/${plan}/${verb}`, {}, who)).status;

  const shown = await getPage(gateway.app, `/console/repairs/${plan}`, aino);
  expect(shown.text).toContain('Uusinnan suunnitelma: 2 tehtävää');
  expect(shown.text).toContain('/approve"');
  expect(shown.text).not.toContain('/run"');
  expect(await act('run', aino)).toBe(409);
  expect(await act('approve', aino)).toBe(403);
  expect(await act('approve', eero)).toBe(303);
  expect(await act('run', aino)).toBe(303);
  expect((await getPage(gateway.app, `/console/repairs/${plan}`, aino)).text).toContain('/stop"');
  expect(await act('stop', eero)).toBe(303);
  const { rows } = await client.query(`select state from repair_plan where id = $1`, [plan]);
  expect(rows).toEqual([{ state: 'stopped' }]);
});

it('no page tells anything of a client or of what is recorded', async () => {
  const task = await stored({ state: 'needs-attention', reason: 'rejected-by-system' }, 'fhir-400');
  const pages = [
    '/console/queues',
    `/console/tasks/${task.id}`,
    '/console/tasks?code=fhir-400',
    '/console/repairs',
    '/console/repairs/new?code=fhir-400',
  ];
  for (const path of pages) {
    const { status, text } = await getPage(gateway.app, path, aino);
    expect(status).toBe(200);
    for (const secret of Object.values(PERSON)) expect(text).not.toContain(secret);
  }
});
