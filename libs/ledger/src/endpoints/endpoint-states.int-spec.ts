import { randomUUID } from 'node:crypto';
import { DEFAULT_PROTECTION } from '#domain';
import type { BreakerPolicy } from '#domain';
import { v7 as uuid } from 'uuid';
import pg from 'pg';
import { aTask } from '#domain/testing';
import type { TaskId } from '#domain';
import { aDecision, openTestLedger, storeDecision } from '../../testing/index.js';
import type { TestLedger } from '../../testing/index.js';
import { EndpointStates } from './endpoint-states.js';
import { openDatabase } from '../database.js';

let test: TestLedger;
let client: pg.Client;
/** What another replica has: connections of its own. */
let other: EndpointStates;
let closeOther: () => Promise<void>;
beforeAll(async () => {
  test = await openTestLedger();
  client = new pg.Client({ connectionString: test.databaseUrl });
  await client.connect();
  const db = openDatabase({
    databaseUrl: test.databaseUrl,
    maxConnections: 4,
    applicationName: 'kuittaus-other',
    onConnectionLost: () => undefined,
  });
  other = new EndpointStates(db);
  closeOther = () => db.destroy();
});
afterAll(async () => {
  await closeOther();
  await client.end();
  await test.stop();
});

const FAILURE = { successes: 0, failed: true };
const wish = () => ({ probe: randomUUID(), probeMs: 30_000 });
const policy: BreakerPolicy = DEFAULT_PROTECTION.breaker;
const act = (endpoint: string, reason: string) => ({
  endpoint,
  system: 'lifecare' as const,
  actor: 'sysadmin:ab',
  reason,
});

describe('the shared state of an endpoint', () => {
  it('is that of a working system before anything happened', async () => {
    const { states } = await test.ledger.endpoints.read(['nothing-happened']);
    expect(states).toMatchObject([{ endpoint: 'nothing-happened', breaker: { phase: 'closed' } }]);
    expect(states[0]?.pause).toBeUndefined();
  });

  it('opens the breaker of all replicas by the failures of all', async () => {
    const endpoint = randomUUID();
    const replicas = [test.ledger.endpoints, other, test.ledger.endpoints, other, test.ledger.endpoints];
    await Promise.all(replicas.map((states) => states.tell(endpoint, FAILURE, DEFAULT_PROTECTION.breaker)));
    expect((await other.read([endpoint])).states[0]?.breaker.phase).toBe('open');
    const { admission } = await test.ledger.endpoints.ask(endpoint, wish(), DEFAULT_PROTECTION.breaker);
    expect(admission.kind).toBe('wait');
  });

  it('gives the probe to one of many who ask at once', async () => {
    const endpoint = randomUUID();
    for (let count = 0; count < 5; count++) await other.tell(endpoint, FAILURE, policy);
    await client.query(
      `update endpoint_state set breaker = jsonb_set(breaker, '{until}', to_jsonb(now() - interval '1 second'))
       where endpoint = $1`,
      [endpoint],
    );
    const asked = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? other : test.ledger.endpoints).ask(endpoint, wish(), policy),
      ),
    );
    expect(asked.filter(({ admission }) => admission.kind === 'probe')).toHaveLength(1);
    expect(asked.filter(({ admission }) => admission.kind === 'wait')).toHaveLength(19);
  });

  it('keeps the latest Retry-After, and none for longer than an hour', async () => {
    const endpoint = randomUUID();
    const retryAfter = (retryAfterMs: number) =>
      other.tell(endpoint, { successes: 0, failed: false, retryAfterMs }, policy);
    const first = await retryAfter(60_000);
    const second = await retryAfter(1_000);
    expect(second.state.notBefore).toEqual(first.state.notBefore);
    const third = await retryAfter(24 * 3_600_000);
    expect(third.state.notBefore?.getTime()).toBe(third.now.getTime() + 3_600_000);
  });

  it('keeps a pause with its reason over everything else that happens, until it is resumed', async () => {
    const endpoint = randomUUID();
    await test.ledger.endpoints.pause(act(endpoint, 'Huolto'));
    await other.tell(endpoint, FAILURE, policy);
    expect((await other.read([endpoint])).states[0]?.pause?.reason).toBe('Huolto');
    await other.resume(act(endpoint, 'Huolto ohi'));
    const [state] = (await test.ledger.endpoints.read([endpoint])).states;
    expect(state?.pause).toBeUndefined();
    expect(state?.breaker).toMatchObject({ tally: { failuresInARow: 1 } });
  });

  it('tells the audit log who paused and resumed, and why', async () => {
    const endpoint = randomUUID();
    await test.ledger.endpoints.pause(act(endpoint, 'Huolto'));
    await test.ledger.endpoints.resume(act(endpoint, 'Ohi'));
    const { rows } = await client.query(
      `select kind, actor, facts from audit_entry where facts ->> 'endpoint' = $1 order by id`,
      [endpoint],
    );
    const facts = { system: 'lifecare', endpoint };
    expect(rows).toEqual([
      { kind: 'endpoint.paused', actor: 'sysadmin:ab', facts: { ...facts, why: 'Huolto' } },
      { kind: 'endpoint.resumed', actor: 'sysadmin:ab', facts: { ...facts, why: 'Ohi' } },
    ]);
  });

  it('is as new when another version of the program wrote it', async () => {
    const endpoint = randomUUID();
    await client.query('insert into endpoint_state (endpoint, breaker) values ($1, $2)', [
      endpoint,
      { phase: 'a-later-word' },
    ]);
    expect((await other.read([endpoint])).states[0]?.breaker.phase).toBe('closed');
  });
});

describe('waiting work', () => {
  it('is what has been due in a queue for long, whatever the reconciler did since', async () => {
    const endpoint = randomUUID();
    const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb', endpoint });
    await storeDecision(test.ledger, aDecision(uuid()), [task]);
    const due = (seconds: number, relayed: string) =>
      client.query(
        `update outbox set due_at = now() - make_interval(secs => $1), relayed_at = ${relayed} where task = $2`,
        [seconds, task.id],
      );
    await due(61, 'null');
    expect(await test.ledger.hasWaitingJob(endpoint, 60_000)).toBe(false);
    await due(59, 'now()');
    expect(await test.ledger.hasWaitingJob(endpoint, 60_000)).toBe(false);
    await due(61, 'now()');
    expect(await test.ledger.hasWaitingJob(endpoint, 60_000)).toBe(true);
  });
});
