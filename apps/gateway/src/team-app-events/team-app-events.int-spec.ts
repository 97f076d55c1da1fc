import { teamAppAddressDigest } from '#configuration';
import type { TaskId } from '#domain';
import { v7 as uuid } from 'uuid';
import pg from 'pg';
import { aConfirmedTask, aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { call, startGateway, tokenOf } from '../../testing/gateway-under-test.js';
import type { Answer, GatewayUnderTest } from '../../testing/gateway-under-test.js';
import { LedgerTeamAppEvents } from './ledger-team-app-events.js';

const URL = 'https://kaarina.example/events';
const PATH = '/v1/team-app-events';

let test: TestLedger;
let gateway: GatewayUnderTest;
beforeAll(async () => {
  test = await openTestLedger();
  gateway = await startGateway({
    teamAppEvents: new LedgerTeamAppEvents(test.ledger, [
      { teams: ['kaarina'], url: URL, secrets: ['s'] },
      { teams: ['turku'], secrets: ['s'] },
    ]),
  });
});
afterAll(async () => {
  await gateway.app.close();
  await test.stop();
});

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: test.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** A decision of which so many events are to be told. */
async function told(team: string, events = 1): Promise<string> {
  const decisionId = uuid();
  const tasks = Array.from({ length: events }, () => aTask({ id: uuid() as TaskId, contentDigest: 'aabb' }));
  await storeDecision(test.ledger, { ...aDecision(decisionId), team }, tasks);
  await test.ledger.withDecision({ team, decisionId }, async (decision) => {
    for (const task of decision.tasks) {
      const confirmed = aConfirmedTask({ ...task, state: 'confirmed' });
      await decision.save({ actor: 'test', transitions: [{ task: confirmed, event: 'task.confirmed' }] });
    }
  });
  return decisionId;
}

const kaarina = tokenOf({ roles: ['team-app'], teams: ['kaarina'] });
const sysadmin = tokenOf({ roles: ['sysadmin'] });
const resend = (id: string, token: string): Promise<Answer> =>
  call(gateway.app, 'POST', `${PATH}/${id}/resend`, { headers: { authorization: `Bearer ${token}` } });

interface Item {
  readonly id: string;
  readonly decisionId: string;
}
const itemsOf = (answer: Answer): Item[] => answer.body['items'] as Item[];

describe('the events to team applications', () => {
  it('are listed with what they say, how far they got, and whether anything is sent', async () => {
    const decisionId = await told('kaarina');
    const answer = await gateway.get(`${PATH}?team=kaarina&decisionId=${decisionId}`, kaarina);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      items: [
        {
          id: expect.any(String),
          team: 'kaarina',
          decisionId,
          version: 1,
          type: 'fi.kuittaus.recording.confirmed',
          taskId: expect.any(String),
          data: expect.objectContaining({ decisionId, state: 'confirmed' }),
          state: 'pending',
          createdAt: expect.any(String),
          nextAttemptAt: expect.any(String),
          attempts: 0,
          address: 'enabled',
        },
      ],
    });
  });

  it('are shown to whose they are: the team’s own, and a system administrator', async () => {
    const other = await told('turku');
    const ask = async (token: string): Promise<Item[]> =>
      itemsOf(await gateway.get(`${PATH}?decisionId=${other}`, token));
    expect(await ask(kaarina)).toEqual([]);
    expect(await ask(tokenOf({ roles: ['developer'], teams: ['turku'] }))).toHaveLength(1);
    expect(await ask(tokenOf({ roles: ['developer'], teams: '*' }))).toHaveLength(1);
    expect(await ask(tokenOf({ roles: ['team-app'] }))).toEqual([]);
    expect(await ask(sysadmin)).toMatchObject([{ address: 'none' }]);
    for (const role of ['participant', 'deputy', 'auditor']) {
      expect((await gateway.get(PATH, tokenOf({ roles: [role], teams: '*' }))).status).toBe(403);
    }
    expect((await gateway.get(PATH)).status).toBe(401);
  });

  it('come page by page, each once and in the order of their making', async () => {
    const decisionId = await told('kaarina', 60);
    const first = await gateway.get(`${PATH}?decisionId=${decisionId}`, kaarina);
    const second = await gateway.get(
      `${PATH}?decisionId=${decisionId}&cursor=${String(first.body['nextCursor'])}`,
      kaarina,
    );
    expect([itemsOf(first).length, itemsOf(second).length]).toEqual([50, 10]);
    expect(second.body).not.toHaveProperty('nextCursor');
    const ids = [...itemsOf(first), ...itemsOf(second)].map(({ id }) => id);
    const stored = await query<{ id: string }>(
      'select id from team_app_event where decision_id = $1 order by ordinal',
      [decisionId],
    );
    expect(ids).toEqual(stored.map(({ id }) => id));
  });

  it.each(['state=lost', 'team=Kaarina', 'cursor=x', 'what=1'])('refuse a list by %s', async (parameters) => {
    const answer = await gateway.get(`${PATH}?${parameters}`, sysadmin);
    expect([answer.status, answer.body['code']]).toEqual([422, 'invalid']);
  });

  it('are sent again when asked for, and their address is tried again; the audit log says who asked', async () => {
    const decisionId = await told('kaarina');
    const [event] = itemsOf(await gateway.get(`${PATH}?decisionId=${decisionId}`, kaarina));
    await query(
      `update team_app_event set state = 'given-up', failures = 9, first_attempt_at = now() - interval '20 days',
       last_code = 'http-500' where id = $1`,
      [event!.id],
    );
    await query('insert into team_app_address_disabled values ($1, now())', [teamAppAddressDigest(URL)]);
    const before = await gateway.get(`${PATH}?decisionId=${decisionId}&state=given-up`, kaarina);
    expect(itemsOf(before)).toMatchObject([{ address: 'disabled', lastCode: 'http-500' }]);

    const answer = await resend(
      event!.id,
      tokenOf({ roles: ['team-app'], teams: ['kaarina'], subject: 'app' }),
    );
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ id: event!.id, state: 'pending', address: 'enabled' });
    const [claimed] = await test.ledger.eventDelivery
      .claim(['kaarina'], 100, 1_000)
      .then((events) => events.filter(({ id }) => id === event!.id));
    expect(claimed).toMatchObject({ failures: 0 });
    const entries = await query<{ kind: string; actor: string; facts: object }>(
      `select kind, actor, facts from audit_entry where kind = 'team-app-event.resent' and facts->>'event' = $1`,
      [event!.id],
    );
    expect(entries).toEqual([
      {
        kind: 'team-app-event.resent',
        actor: expect.stringMatching(/^team-app:[0-9a-f]{32}$/),
        facts: { event: event!.id, type: 'fi.kuittaus.recording.confirmed' },
      },
    ]);
  });

  it('that are another team’s are sent to nobody by one who asks', async () => {
    const decisionId = await told('turku');
    const [event] = itemsOf(await gateway.get(`${PATH}?decisionId=${decisionId}`, sysadmin));
    for (const id of [event!.id, uuid(), 'no-id']) {
      expect((await resend(id, kaarina)).status).toBe(404);
    }
    expect((await resend(event!.id, tokenOf({ roles: ['auditor'] }))).status).toBe(403);
    expect((await resend(event!.id, sysadmin)).status).toBe(202);
  });
});
