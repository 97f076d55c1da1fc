import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoint } from '#configuration';
import { DEFAULT_CONTENT_POLICIES, DEFAULT_PROTECTION } from '#domain';
import { AttemptQueues } from '#queue';
import type { InspectedQueue } from '#queue';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aPolicy } from '#domain/testing';
import { openTestLedger } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { testRedisUrl } from '../../../../test/setup/database.js';
import { call, csrfTokenOf, signedIn, startGateway } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { LedgerQueueBoard } from './ledger-queue-board.js';

const sysadmin = signedIn({ roles: ['sysadmin'], subject: 'aino' });
const changing = { ...sysadmin, 'x-xsrf-token': csrfTokenOf(sysadmin), 'sec-fetch-site': 'same-origin' };

const endpointOf = (id: string, system: Endpoint['system'] = 'lifecare'): Endpoint => ({
  id,
  system,
  organisations: [],
  content: DEFAULT_CONTENT_POLICIES[system],
  credentials: {},
  concurrency: 4,
  delivery: aPolicy(),
  protection: DEFAULT_PROTECTION,
  options: { archivesToKanta: false },
});

let test: TestLedger;
let client: pg.Client;
let queues: AttemptQueues;
const closing: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  test = await openTestLedger();
  client = new pg.Client({ connectionString: test.databaseUrl });
  await client.connect();
  queues = new AttemptQueues(testRedisUrl(), () => undefined);
  await queues.whenConnected();
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
  queues.close();
  await client.end();
  await test.stop();
});

interface Opened {
  readonly gateway: GatewayUnderTest;
  readonly endpoint: string;
  readonly queue: InspectedQueue;
}

async function open({ isWritable = false, over = queues } = {}): Promise<Opened> {
  const endpoint = `lifecare-${randomUUID()}`;
  const gateway = await startGateway({
    queueBoard: new LedgerQueueBoard({
      ledger: test.ledger,
      queues: over,
      endpoints: [endpointOf(endpoint), endpointOf('kela', 'kela')],
      isWritable,
    }),
  });
  closing.push(() => gateway.app.close());
  return { gateway, endpoint, queue: over.inspect(endpoint) };
}

const get = ({ gateway }: Opened, path: string) =>
  call(gateway.app, 'GET', `/queues/api/${path}`, { headers: sysadmin });
const put = ({ gateway }: Opened, path: string) =>
  call(gateway.app, 'PUT', `/queues/api/${path}`, { headers: changing });

describe('the board of queues', () => {
  it('shows the endpoints that adapters serve, and jobs that hold ids alone', async () => {
    const opened = await open();
    const { endpoint } = opened;
    const taskId = uuid();
    await queues.enqueue([{ taskId, endpoint, generation: 3 }]);
    const { status, body } = await get(opened, `queues?activeQueue=${endpoint}&status=latest&page=1`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      queues: [
        {
          name: endpoint,
          readOnlyMode: true,
          allowRetries: false,
          counts: { waiting: 1 },
          jobs: [{ data: { taskId, generation: 3 }, externalUrl: { href: `/console/tasks/${taskId}` } }],
        },
      ],
    });
    const [job] = Object(body['queues'])[0].jobs;
    expect(Object.keys(job.data).toSorted()).toEqual(['generation', 'taskId']);
  });

  it('shows nothing of what a job holds that is none of ours', async () => {
    const opened = await open();
    const { endpoint, queue } = opened;
    const job = await queue.add('by-hand', { client: 'Meikäläinen', code: '010594Y9032' });
    for (const path of [
      `queues?activeQueue=${endpoint}&status=latest&page=1`,
      `queues/${endpoint}/${job.id}`,
    ]) {
      const { status, text } = await get(opened, path);
      expect(status).toBe(200);
      expect(text).toContain('"data":{"foreign":true}');
      expect(text).not.toMatch(/Meikäläinen|010594Y9032/);
    }
    await job.remove();
  });

  it('changes nothing unless it is allowed to', async () => {
    const opened = await open();
    const { endpoint, queue } = opened;
    const job = await queue.add('by-hand', {}, { delay: 3_600_000 });
    await queue.pause();
    for (const path of ['resume', `${job.id}/promote`, `${job.id}/clean`, `${job.id}/retry`]) {
      expect((await put(opened, `queues/${endpoint}/${path}`)).status).toBe(405);
    }
    for (const path of ['queues/pause', 'queues/resume', `queues/${endpoint}/empty`]) {
      expect([404, 405]).toContain((await put(opened, path)).status);
    }
    expect(await queue.isPaused()).toBe(true);
    expect(await job.getState()).toBe('delayed');
    await queue.resume();
    await job.remove();
  });

  it('has what it does on the log first, by whom', async () => {
    const opened = await open({ isWritable: true });
    const { endpoint, queue } = opened;
    const job = await queue.add('by-hand', {}, { delay: 3_600_000 });
    await queue.pause();
    expect((await put(opened, `queues/${endpoint}/resume`)).status).toBe(200);
    expect(await queue.isPaused()).toBe(false);
    expect((await put(opened, `queues/${endpoint}/${job.id}/clean`)).status).toBe(204);
    expect(await queue.getJob(job.id ?? '')).toBeUndefined();
    const { rows } = await client.query<{ actor: string; facts: unknown }>(
      `select actor, facts from audit_entry where kind = 'queue.acted' order by id`,
    );
    expect(rows).toEqual([
      { actor: expect.stringMatching(/^sysadmin:[0-9a-f]+$/), facts: { act: 'resume', endpoint } },
      { actor: expect.any(String), facts: { act: 'clean', endpoint, job: job.id } },
    ]);
    // Pausing is done where it is seen, with a reason.
    for (const path of [`queues/${endpoint}/pause`, 'queues/pause']) {
      expect([404, 405]).toContain((await put(opened, path)).status);
    }
    expect(await queue.isPaused()).toBe(false);
  });
});

it('says so within seconds while Redis is away', async () => {
  const away = new AttemptQueues('redis://127.0.0.1:1', () => undefined);
  const opened = await open({ over: away });
  const answered = Promise.all([
    call(opened.gateway.app, 'GET', '/queues', { headers: sysadmin }),
    get(opened, 'queues'),
  ]);
  const limit = delay(10_000, undefined, { ref: false });
  const answers = await Promise.race([answered, limit]);
  expect(answers?.map(({ status }) => status)).toEqual([503, 503]);
  away.close();
});
