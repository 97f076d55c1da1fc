import { loadRetention } from '#configuration';
import type { RetentionPolicy } from '#configuration';
import type { TaskId } from '#domain';
import { aTask } from '#domain/testing';
import { aDecision, aPastClock, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { createLogger } from '#observability';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { expiryRound, pruneRound } from './retention-rounds.js';

const CLIENT = { system: '1.2.246.21', value: PERSON.code };

let test: TestLedger;
let database: pg.Client;
let lines: string[];
beforeEach(async () => {
  test = await openTestLedger();
  database = new pg.Client({ connectionString: test.databaseUrl });
  await database.connect();
  lines = [];
});
afterEach(async () => {
  await database.end();
  await test.stop();
});

const optionsOf = (policy: Partial<RetentionPolicy['content']> = {}) => {
  const usual = loadRetention('config');
  const destination = { write: (line: string) => lines.push(line) };
  return {
    retention: test.ledger.retention,
    policy: { ...usual, content: { ...usual.content, ...policy } },
    log: createLogger({ app: 'test', level: 'info', destination }),
  };
};
const expire = (policy?: Partial<RetentionPolicy['content']>) => expiryRound(optionsOf(policy))();

/** Settled, and all that happened to it happened so many years ago. */
async function settled(years: number, { team = 'kaarina', state = 'confirmed' } = {}): Promise<string> {
  const [id, task] = [uuid(), aTask({ id: uuid() as TaskId, contentDigest: 'aabb' })];
  await storeDecision(test.ledger, { ...aDecision(id), team }, [task]);
  const ago = `now() - interval '${String(years)} years 1 day'`;
  await database.query(
    `update task set state = '${state}', updated_at = ${ago},
     evidence_level = 'verified', evidence_at = now() where decision_id = $1`,
    [id],
  );
  await database.query(`update decision set created_at = ${ago} where decision_id = $1`, [id]);
  for (const table of ['decision_version', 'event']) {
    await database.query(
      `update ${table} set taken_at = ${ago} where decision = (select id from decision where decision_id = $1)`,
      [id],
    );
  }
  return id;
}

const isErased = async (id: string, team = 'kaarina'): Promise<boolean> =>
  (await test.ledger.findDecision(team, id))?.erasedAt !== undefined;

describe('texts', () => {
  it('go when their decision was settled long enough ago, and the key stays', async () => {
    const [old, young] = [await settled(12), await settled(11)];
    await expire();
    expect([await isErased(old), await isErased(young)]).toEqual([true, false]);
    const left = await database.query(
      `select d.decision_id from decision d join task t on t.decision = d.id
       join decision_version v on v.decision = d.id where t.content is not null and v.body is not null`,
    );
    expect(left.rows).toEqual([{ decision_id: young }]);
    expect(await test.ledger.audit.findClientsDecisions(CLIENT)).toMatchObject({ decisions: { length: 2 } });
    const entries = await database.query(
      `select actor, facts from audit_entry where kind = 'content.expired'`,
    );
    expect(entries.rows).toEqual([{ actor: 'dispatcher', facts: { policy: { years: 12, teams: {} } } }]);
    expect(lines.join('')).toContain('"event":"retention.content-expired"');
    await expire();
    expect(lines).toHaveLength(1);
  });

  it('are kept for the time of their team', async () => {
    const [own, other] = [await settled(3, { team: 'turku' }), await settled(3)];
    await expire({ teams: { turku: 2 } });
    expect([await isErased(own, 'turku'), await isErased(other)]).toEqual([true, false]);
  });

  it.each([
    ['a task is open', `update task set state = 'queued', evidence_level = null`],
    ['something happened to it since', 'update task set updated_at = now()'],
    ['an event of it came since', 'update event set taken_at = now()'],
    ['it was cancelled since', 'update decision set cancelled_at = now()'],
    [
      'its follow-up is yet to come',
      'insert into follow_up (decision, look_at) select id, now() from decision',
    ],
  ])('stay while %s', async (_, statement) => {
    const id = await settled(13);
    await database.query(statement);
    await expire();
    expect(await isErased(id)).toBe(false);
  });

  it.each([['client'], ['decision']])('stay while the %s is held', async (on) => {
    const id = await settled(13);
    const name = { team: 'kaarina', decisionId: id };
    const person = (digest: number) => ({
      index: Buffer.alloc(16, digest),
      role: 'sysadmin',
      by: 'sysadmin',
    });
    const held = await test.ledger.retention.holds.put({
      subject: on === 'client' ? { clientOf: name } : { decision: name },
      reason: 'Kantelu',
      person: person(1),
    });
    await expire();
    expect(await isErased(id)).toBe(false);
    await test.ledger.retention.holds.lift((held as { id: string }).id, 'Ratkaistu', person(2));
    await expire();
    expect(await isErased(id)).toBe(true);
  });
});

it('the log is pruned so much a round, and a pause comes after each', async () => {
  const clock = await aPastClock(test.databaseUrl);
  await clock.goBack(13);
  await settled(13);
  await test.ledger.audit.sequence({
    limit: 9,
    groundsOf: () => ({ purpose: 'support', legalBasis: 'consent' }),
  });
  const { size } = await test.ledger.audit.tree();
  await test.ledger.audit.addCheckpoint({ size, note: 'x', signedAt: new Date() });
  await test.ledger.audit.addCosignature({ size, witness: 'w', line: 'x', at: new Date() });
  const prune = pruneRound(optionsOf());
  expect(await prune()).toBe(false);
  expect(lines.join('')).toMatch(/"event":"retention.log-pruned".*"count":2|"count":2.*retention.log-pruned/);
  expect(await prune()).toBe(false);
  expect(lines).toHaveLength(1);
});
