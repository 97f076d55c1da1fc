import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ConsentReason, TrackedTask } from '#domain';
import { createLogger } from '#observability';
import { newTask, startActingBench, TOKENS } from '../../testing/acting-bench.js';
import type { ActingBench } from '../../testing/acting-bench.js';
import { call, startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { Answer, GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { LedgerRepairDesk } from './ledger-repair-desk.js';

const SECOND_PERSON_ABOVE = 2;
const ENDPOINTS = ['lifecare-varha', 'lifecare-paused'];

let bench: ActingBench;
let gateway: GatewayUnderTest;
let consentOf: (task: TrackedTask) => ConsentReason | undefined = () => undefined;
beforeAll(async () => {
  bench = await startActingBench();
  gateway = await startGateway({
    repairs: new LedgerRepairDesk({
      ledger: bench.test.ledger,
      consentGate: (task) => consentOf(task),
      isInstalled: () => true,
      endpoints: ENDPOINTS,
      secondPersonAbove: SECOND_PERSON_ABOVE,
      log: createLogger({ app: 'test', level: 'error' }),
    }),
  });
});
afterAll(async () => {
  await gateway.app.close();
  await bench.stop();
});

const post = (path: string, body?: object, token: string = TOKENS.sysadmin): Promise<Answer> =>
  call(gateway.app, 'POST', `/v1/repairs${path}`, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: Buffer.from(JSON.stringify(body)) }),
  });
const get = (path: string): Promise<Answer> => gateway.get(path, TOKENS.sysadmin);
const plan = (filter: object, more: object = {}): Promise<Answer> =>
  post('', { filter, reason: 'Lifecaren tunnus oli vanhentunut', ...more });

let systemsMade = 0;
/** An endpoint that no other test has, so that its tasks are found alone. */
const anEndpoint = (): string => `lifecare-${String((systemsMade += 1))}x`;
const refused = (endpoint: string, differences: Partial<TrackedTask> = {}): TrackedTask =>
  newTask({
    endpoint,
    state: 'needs-attention',
    reason: 'rejected-by-system',
    attempts: 1,
    ...differences,
  });

/** Each in a decision of its own, with its last attempt's end. */
async function failing(tasks: readonly TrackedTask[], code = 'fhir-422'): Promise<void> {
  for (const task of tasks) {
    await bench.store(task);
    await bench.query(
      `insert into attempt (id, task, number, kind, epoch, worker, begun_at, deadline_at, ended_at, outcome, code)
       values (gen_random_uuid(), $1, 1, 'write', 1, 'w', now(), now(), now(), 'rejected', $2)`,
      [task.id, code],
    );
  }
}

describe('a repair plan', () => {
  it('is a frozen list with the verdict of each task, and changes none of them', async () => {
    const endpoint = anEndpoint();
    const tasks = [
      refused(endpoint),
      refused(endpoint, { sent: true, reason: 'outcome-unknown' }),
      refused(endpoint, { record: 'plan' }),
    ];
    await failing(tasks);
    consentOf = ({ record }) => (record === 'plan' ? 'consent-withdrawn' : undefined);
    const { status, body } = await plan({ endpoints: [endpoint], states: ['needs-attention'] });
    consentOf = () => undefined;
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        state: 'planned',
        filter: { endpoints: [endpoint], states: ['needs-attention'] },
        tasks: 3,
        ratePerSecond: 2,
        needsSecondPerson: true,
        verdicts: { 'would-write': 1, 'would-ask-first': 1, 'consent-ended': 1 },
        results: { pending: 2, 'left-out': 1 },
      },
    });
    await failing([refused(endpoint)]);
    const shown = await get(`/v1/repairs/${String(body['id'])}`);
    expect(shown.body).toMatchObject({ tasks: 3, items: { length: 3 } });
    for (const task of tasks) expect((await bench.stateOf(task)).state).toBe('needs-attention');
    const entries = await bench.query<{ facts: Record<string, unknown>; actor: string }>(
      `select actor, facts from audit_entry where kind = 'repair.planned' and facts ->> 'plan' = $1`,
      [body['id']],
    );
    expect(entries).toMatchObject([{ facts: { tasks: 3, why: 'Lifecaren tunnus oli vanhentunut' } }]);
    expect(entries[0]?.actor).toMatch(/^sysadmin:[0-9a-f]+$/);
  });

  it('says of what is paused, done or under way that it is left alone', async () => {
    const endpoint = 'lifecare-paused';
    const actor = 'sysadmin:x';
    await bench.test.ledger.endpoints.pause({ endpoint, system: 'lifecare', actor, reason: 'Huolto' });
    await failing([
      refused(endpoint),
      newTask({ endpoint, state: 'unknown', sent: true }),
      newTask({ endpoint, state: 'superseded', reason: 'newer-version' }),
    ]);
    const { body } = await plan({ endpoints: [endpoint] });
    expect(body).toMatchObject({
      verdicts: { paused: 1, 'in-flight': 1, superseded: 1 },
      results: { pending: 1, 'left-out': 2 },
    });
  });

  it('finds by the normalised cause and by time', async () => {
    const endpoint = anEndpoint();
    const [first, second] = [refused(endpoint), refused(endpoint)];
    await failing([first], 'soap-500');
    await failing([second], 'fhir-422');
    const found = async (filter: object): Promise<unknown> => {
      const { body } = await plan({ endpoints: [endpoint], ...filter });
      return body['tasks'] ?? body['code'];
    };
    expect(await found({ code: 'soap-500', outcome: 'rejected' })).toBe(1);
    expect(await found({ code: 'soap-500', outcome: 'unknown' })).toBe('repair-finds-nothing');
    expect(await found({ from: '2020-01-01T00:00:00Z' })).toBe(2);
    expect(await found({ to: '2020-01-01T00:00:00Z' })).toBe('repair-finds-nothing');
  });

  it('is refused without a filter or a reason, and its refusal repeats no value', async () => {
    const filter = { systems: ['lifecare'] };
    const refusals: [object, string, string][] = [
      [{ filter: {}, reason: 'x' }, '/filter', 'empty'],
      [{ reason: 'x' }, '/filter', 'required'],
      [{ filter: { states: [] }, reason: 'x' }, '/filter/states', 'min-items'],
      [{ filter: { state: ['queued'] }, reason: 'x' }, '/filter/state', 'unknown-field'],
      [{ filter }, '/reason', 'required'],
      [{ filter, reason: '  ' }, '/reason', 'pattern'],
      [{ filter, reason: 'x', ratePerSecond: 11 }, '/ratePerSecond', 'max'],
      [{ filter, reason: 'Asiakas 010594Y9032' }, '/reason', 'identity-code'],
    ];
    for (const [body, path, code] of refusals) {
      const answer = await post('', body);
      expect([answer.status, answer.body['errors']]).toEqual([422, [{ path, code }]]);
      expect(answer.text).not.toContain('010594Y9032');
    }
  });

  it('above the configured size is run only when another person has approved it', async () => {
    const endpoint = anEndpoint();
    await failing([refused(endpoint), refused(endpoint), refused(endpoint)]);
    const { body } = await plan({ endpoints: [endpoint] });
    const id = String(body['id']);
    const codeOf = async (path: string, token?: string): Promise<string> => {
      const answer = await post(`/${id}/${path}`, undefined, token);
      return `${answer.status} ${String(answer.body['code'] ?? answer.body['state'])}`;
    };
    expect(await codeOf('run')).toBe('409 repair-not-approved');
    expect(await codeOf('run', TOKENS.secondSysadmin)).toBe('409 repair-not-approved');
    expect(await codeOf('approve')).toBe('403 repair-same-person');
    expect(await codeOf('approve', TOKENS.secondSysadmin)).toBe('200 approved');
    expect(await codeOf('run')).toBe('200 running');
    expect(await codeOf('run')).toBe('409 repair-state');
    expect(await codeOf('stop')).toBe('200 stopped');
    const kinds = await bench.query<{ kind: string }>(
      `select kind from audit_entry where facts ->> 'plan' = $1 order by id`,
      [id],
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'repair.planned',
      'repair.approved',
      'repair.started',
      'repair.stopped',
    ]);
  });

  it('of few tasks is run by its planner alone', async () => {
    const endpoint = anEndpoint();
    await failing([refused(endpoint), refused(endpoint)]);
    const { body } = await plan({ endpoints: [endpoint] }, { ratePerSecond: 5 });
    expect(body).toMatchObject({ needsSecondPerson: false, ratePerSecond: 5 });
    expect((await post(`/${String(body['id'])}/run`)).body).toMatchObject({ state: 'running' });
  });

  it('shows its tasks page by page, each once', async () => {
    const endpoint = anEndpoint();
    const tasks = Array.from({ length: 101 }, () => refused(endpoint));
    for (const task of tasks) await bench.store(task);
    const { body } = await plan({ endpoints: [endpoint] });
    const path = `/v1/repairs/${String(body['id'])}`;
    const first = await get(path);
    const second = await get(`${path}?cursor=${String(first.body['nextCursor'])}`);
    const ids = [first, second].flatMap((page) => page.body['items'] as { taskId: string }[]);
    expect(new Set(ids.map(({ taskId }) => taskId))).toEqual(new Set(tasks.map(({ id }) => id)));
    expect([ids.length, second.body['nextCursor']]).toEqual([101, undefined]);
    expect((await get(`${path}?cursor=x`)).status).toBe(422);
    const [newest] = (await get('/v1/repairs')).body['items'] as { id: string }[];
    expect(newest?.id).toBe(body['id']);
  });

  it('is a system administrator’s, with a name, and no other plan exists', async () => {
    const unknown = '/00000000-0000-7000-8000-000000000000';
    expect((await post(`${unknown}/run`)).status).toBe(404);
    expect((await post('/x/stop')).status).toBe(404);
    expect((await get(`/v1/repairs${unknown}`)).status).toBe(404);
    expect((await post(`${unknown}/run`, undefined, TOKENS.auditor)).status).toBe(403);
    const nobody = tokenOf({ roles: ['sysadmin'], subject: '' });
    expect((await post(`${unknown}/run`, undefined, nobody)).body['code']).toBe('wrong-role');
  });
});

it('what is answered is as described', async () => {
  const endpoint = anEndpoint();
  await failing([refused(endpoint)]);
  const { body } = await plan({ endpoints: [endpoint], from: '2020-01-01T00:00:00Z' });
  const id = String(body['id']);
  const { components } = (await gateway.get('/openapi.json')).body;
  const ajv = new Ajv2020({ strict: false });
  addFormats(ajv);
  ajv.addSchema({ $id: 'https://kuittaus.example/openapi.json', components });
  const faultsOf = (component: string, value: unknown): unknown => {
    const holds = ajv.getSchema(`https://kuittaus.example/openapi.json#/components/schemas/${component}`);
    return holds?.(value) === true ? [] : (holds?.errors ?? 'no such component');
  };
  expect(faultsOf('RepairPlan', body)).toEqual([]);
  expect(faultsOf('RepairPlan', (await post(`/${id}/run`)).body)).toEqual([]);
  expect(faultsOf('RepairPlanWithItems', (await get(`/v1/repairs/${id}`)).body)).toEqual([]);
  expect(faultsOf('RepairPlans', (await get('/v1/repairs')).body)).toEqual([]);
  expect(faultsOf('Failures', (await get('/v1/failures')).body)).toEqual([]);
});

describe('the failures', () => {
  it('are grouped by their normalised cause, with samples and how many were examined', async () => {
    const endpoint = anEndpoint();
    const tasks = Array.from({ length: 6 }, () => refused(endpoint));
    await failing(tasks, 'fhir-401');
    await failing([refused(endpoint, { reason: 'not-encodable' })], 'cannot-map');
    await failing([newTask({ endpoint, state: 'queued' })]);
    const { body } = await get('/v1/failures');
    const groups = (body['items'] as { endpoint: string; sampleTaskIds: string[] }[]).filter(
      (group) => group.endpoint === endpoint,
    );
    expect(groups).toMatchObject([
      {
        system: 'lifecare',
        reason: 'rejected-by-system',
        outcome: 'rejected',
        code: 'fhir-401',
        count: 6,
        sampleTaskIds: { length: 5 },
      },
      { reason: 'not-encodable', code: 'cannot-map', count: 1 },
    ]);
    expect(Number(body['examined'])).toBeGreaterThanOrEqual(7);
  });
});
