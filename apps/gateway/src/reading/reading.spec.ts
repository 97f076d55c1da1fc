import type { TaskId } from '#domain';
import { startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { GatewayUnderTest } from '../../testing/gateway-under-test.js';
import type { DecisionView, TaskWithAttempts } from './ledger-reader.js';
import { entityTag } from './entity-tag.js';
import { taskView } from './task-view.js';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.app.close());
beforeEach(() => jest.clearAllMocks());

const sysadmin = tokenOf({ roles: ['sysadmin'] });
const auditor = tokenOf({ roles: ['auditor'] });
const teamApp = (...teams: string[]): string => tokenOf({ roles: ['team-app'], teams });

describe('a decision', () => {
  const DECISION: DecisionView = {
    team: 'kaarina',
    decisionId: 'KAA-1',
    version: 1,
    status: 'nothing-to-record',
    tasks: [],
    completeness: { total: 0, confirmed: 0, attested: 0, withheld: 0, cancelled: 0, superseded: 0, open: 0 },
    warnings: [],
    history: [
      { at: '2026-11-17T10:31:00.000Z', type: 'fi.kuittaus.decision.made', version: 1, eventId: 'evt-1' },
    ],
  };
  beforeEach(() => gateway.ledger.findDecision.mockResolvedValue(DECISION));

  test.each([
    ['its own team application', teamApp('turku', 'kaarina')],
    ['an application of all teams', tokenOf({ roles: ['team-app'], teams: '*' })],
    ['an auditor', auditor],
    ['a system administrator', sysadmin],
  ])('is shown to %s', async (_who, token) => {
    expect(await gateway.get('/v1/decisions/kaarina/KAA-1', token)).toMatchObject({
      status: 200,
      body: DECISION,
    });
    expect(gateway.ledger.findDecision).toHaveBeenCalledWith('kaarina', 'KAA-1');
  });

  test('does not exist for another team’s application, nor for one of no team', async () => {
    for (const token of [teamApp('turku'), teamApp()]) {
      const answer = await gateway.get('/v1/decisions/kaarina/KAA-1', token);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    expect(gateway.ledger.findDecision).not.toHaveBeenCalled();
  });

  test('that is not there, or whose name is none, is 404, and the ledger is asked for names only', async () => {
    gateway.ledger.findDecision.mockResolvedValue(undefined);
    expect((await gateway.get('/v1/decisions/kaarina/KAA-2', sysadmin)).status).toBe(404);
    jest.clearAllMocks();
    for (const path of [
      'Kaarina/KAA-1',
      'kaarina/.KAA',
      `kaarina/${'K'.repeat(65)}`,
      'kaarina/K%20A',
      'kaarina/K%00',
      'kaarina/',
      '/KAA-1',
      'kaarina/a%2fb',
    ]) {
      expect((await gateway.get(`/v1/decisions/${path}`, sysadmin)).status).toBe(404);
    }
    expect((await gateway.get(`/v1/decisions/kaarina/${'K'.repeat(500)}`, sysadmin)).status).toBe(404);
    expect(gateway.ledger.findDecision).not.toHaveBeenCalled();
  });
});

describe('a recording task', () => {
  const ID = '019a8f00-0000-7000-8000-000000000001';
  const TASK: TaskWithAttempts = {
    ...taskView({
      id: ID as TaskId,
      team: 'kaarina',
      decisionId: 'KAA-1',
      version: 1,
      system: 'lifecare',
      endpoint: 'lifecare-varha',
      record: 'consent',
      operation: 'create',
      channel: 'automatic',
      recorder: 'secretary',
      onBehalfOf: ['secretary'],
      after: [],
      visibleToClient: false,
      rule: 'kaarina/consent',
      practiceVersion: '1-abc',
      contentDigest: 'never shown',
      state: 'unconfirmed',
      dueAt: new Date('2026-11-18T21:59:59.999Z'),
      attempts: 1,
    }),
    attemptLog: [{ number: 1, kind: 'write', begunAt: '2026-11-17T10:31:00.000Z' }],
  };
  beforeEach(() => gateway.ledger.findTask.mockResolvedValue({ task: TASK, entityTag: '"seen"' }));

  test('is shown as the contract has it, without what it does not have', async () => {
    const { body } = await gateway.get(`/v1/recording-tasks/${ID}`, auditor);
    expect(body).toEqual(TASK);
    expect(Object.keys(body).sort()).toEqual(
      [
        'id',
        'team',
        'decisionId',
        'version',
        'system',
        'endpoint',
        'record',
        'operation',
        'channel',
        'recorder',
        'onBehalfOf',
        'after',
        'visibleToClient',
        'state',
        'dueAt',
        'attempts',
        'rule',
        'attemptLog',
      ].sort(),
    );
  });

  test('has the entity tag that an act on it must name', async () => {
    expect((await gateway.get(`/v1/recording-tasks/${ID}`, sysadmin)).headers['etag']).toBe('"seen"');
  });

  test('is asked for in the caller’s own name, and does not exist when it is not theirs', async () => {
    gateway.ledger.findTask.mockResolvedValue(undefined);
    const kela = tokenOf({ roles: ['participant'], participant: 'kela@tiimi.example' });
    expect((await gateway.get(`/v1/recording-tasks/${ID}`, kela)).status).toBe(404);
    expect(gateway.ledger.findTask).toHaveBeenCalledWith(
      ID,
      expect.objectContaining({ participant: 'kela@tiimi.example' }),
    );
  });

  test.each(['1', ID.toUpperCase(), `${ID}x`, "1' or '1'='1", '%00'])('an id %s is none', async (id) => {
    expect((await gateway.get(`/v1/recording-tasks/${id}`, sysadmin)).status).toBe(404);
    expect(gateway.ledger.findTask).not.toHaveBeenCalled();
  });
});

describe('the entity tag of a task', () => {
  test('is strong, and another with each change and for each task', () => {
    expect(entityTag('a', 1)).toMatch(/^"[A-Za-z0-9_-]{32}"$/);
    expect(new Set([entityTag('a', 1), entityTag('a', 2), entityTag('b', 1), entityTag('a', 1)]).size).toBe(
      3,
    );
  });
});

describe('the list of recording tasks', () => {
  const NEXT = { dueAt: new Date('2026-11-18T21:59:59.999Z'), id: '019a8f00-0000-7000-8000-000000000001' };
  const list = (query: string) => gateway.get(`/v1/recording-tasks${query}`, sysadmin);
  const asked = () => gateway.ledger.listTasks.mock.calls.at(-1)?.[1];

  test('asks for all that the parameters say, each value of one as good as the other', async () => {
    expect(
      await list('?team=kaarina&team=turku&system=kela&state=waiting&state=queued&overdue=true'),
    ).toMatchObject({ status: 200, body: { items: [] } });
    expect(asked()).toEqual({
      teams: ['kaarina', 'turku'],
      systems: ['kela'],
      states: ['waiting', 'queued'],
      overdue: true,
    });
    await list('?team=&overdue=false');
    expect(asked()).toEqual({ teams: [], systems: [], states: [], overdue: false });
  });

  test('goes from page to page by a cursor, until there is none', async () => {
    gateway.ledger.listTasks.mockResolvedValueOnce({ items: [], next: NEXT });
    const first = await list('');
    await list(`?cursor=${String(first.body['nextCursor'])}`);
    expect(asked()).toMatchObject({ after: NEXT });
    expect((await list('')).body).not.toHaveProperty('nextCursor');
  });

  test.each([
    ['?system=unknown', '/system'],
    ['?state=open', '/state'],
    ['?team=Kaarina', '/team'],
    ['?overdue=yes', '/overdue'],
    ['?overdue=true&overdue=false', '/overdue'],
    ['?cursor=x', '/cursor'],
    ['?client=010594Y9032', '/*'],
    [`?${'state=queued&'.repeat(51)}`, ''],
  ])('of %s is refused, and tells where', async (query, path) => {
    const { status, body, text } = await list(query);
    expect({ status, code: body['code'] }).toEqual({ status: 422, code: 'invalid' });
    expect(body['errors']).toContainEqual(expect.objectContaining({ path }));
    expect(text).not.toContain('010594Y9032');
  });
});

describe('the record systems', () => {
  test('are listed', async () => {
    const system = {
      endpoint: 'kanta',
      system: 'kanta',
      installed: false,
      paused: false,
      breaker: 'closed',
      backlog: 3,
    } as const;
    gateway.ledger.listSystems.mockResolvedValue([system]);
    expect(await gateway.get('/v1/systems', sysadmin)).toMatchObject({
      status: 200,
      body: { items: [system] },
    });
  });

  test('a ledger that fails is a 500 that tells nothing', async () => {
    gateway.ledger.listSystems.mockRejectedValueOnce(new Error('relation of Meikäläinen does not exist'));
    const answer = await gateway.get('/v1/systems', sysadmin);
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(answer.text + gateway.logLines.join('')).not.toContain('Meikäläinen');
  });
});
