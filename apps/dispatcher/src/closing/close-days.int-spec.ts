import { createLogger } from '#observability';
import { aTask } from '#domain/testing';
import type { TaskId, TrackedTask } from '#domain';
import { v7 as uuid } from 'uuid';
import pg from 'pg';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { closingRound } from './close-days.js';

let test: TestLedger;
let client: pg.Client;
beforeEach(async () => {
  test = await openTestLedger();
  client = new pg.Client({ connectionString: test.databaseUrl });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await test.stop();
});

const DAY_MS = 24 * 60 * 60 * 1000;
const tomorrow = () => new Date(Date.now() + DAY_MS);

const newTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ id: uuid() as TaskId, contentDigest: 'aabb', ...differences });

/** Closes all that is over at that time. @returns the names of the log's events */
async function closeUntil(now: Date): Promise<string[]> {
  const lines: string[] = [];
  const log = createLogger({
    app: 'dispatcher',
    level: 'debug',
    destination: { write: (line) => lines.push(line) },
  });
  const round = closingRound({ ledger: test.ledger, log, clock: () => now });
  while (await round());
  return lines.map((line) => String(JSON.parse(line).event));
}

/** What only somebody with the database in their hands can do. */
async function tamper(statement: string): Promise<void> {
  await client.query('set session_replication_role = replica');
  await client.query(statement);
}

const findings = async () =>
  (await test.ledger.listFindings(100)).map(({ kind, decisionId }) => `${kind} ${decisionId ?? '-'}`);

describe('the daily closing', () => {
  it('finds nothing where all is as it must be, and closes a day once', async () => {
    await storeDecision(test.ledger, aDecision('RIGHT'), [newTask(), newTask({ record: 'consent' })]);
    expect(await closeUntil(tomorrow())).toEqual(['closing.done']);
    expect(await closeUntil(tomorrow())).toEqual([]);
    expect(await findings()).toEqual([]);
    const { rows } = await client.query('select * from daily_closing');
    expect(rows).toEqual([
      expect.objectContaining({
        versions_received: 1,
        versions_planned: 1,
        tasks_planned: 2,
        tasks_stored: 2,
        states: { queued: 2 },
      }),
    ]);
  });

  it('leaves a day open that is not over', async () => {
    await storeDecision(test.ledger, aDecision('TODAY'), [newTask()]);
    expect(await closeUntil(new Date())).toEqual([]);
  });

  it('closes every day that passed while no dispatcher ran', async () => {
    await storeDecision(test.ledger, aDecision('LONG-AGO'), [newTask()]);
    expect(await closeUntil(new Date(Date.now() + 3 * DAY_MS))).toHaveLength(3);
  });

  it('has nothing to close before the first event', async () => {
    expect(await closeUntil(tomorrow())).toEqual([]);
  });

  it('finds a decision whose practice gave nothing to record, but for an anonymous consultation', async () => {
    await storeDecision(test.ledger, aDecision('NOTHING'), []);
    await storeDecision(test.ledger, { ...aDecision('ANONYMOUS'), handling: 'anonymous-consultation' }, []);
    expect(await closeUntil(tomorrow())).toEqual(['closing.differs']);
    expect(await findings()).toEqual(['no-task-planned NOTHING']);
  });

  it.each([
    ['version-not-planned', 'delete from decision_version'],
    ['version-not-received', 'delete from event'],
    ['plan-without-task', 'delete from outbox; delete from task where ordinal = 0'],
    [
      'task-without-plan',
      "delete from audit_entry where kind = 'task.planned' and facts ->> 'record' = 'consent'",
    ],
    [
      'end-not-on-log',
      "update task set state = 'cancelled', reason = 'decision-cancelled' where ordinal = 0",
    ],
  ])('finds %s after somebody did it by hand', async (kind, statement) => {
    await storeDecision(test.ledger, aDecision('TAMPERED'), [newTask(), newTask({ record: 'consent' })]);
    if (kind === 'version-not-received') {
      // There is an event of another decision, so that there is a day to close.
      await tamper('delete from event where version = 1');
      await storeDecision(test.ledger, aDecision('OTHER'), [newTask()]);
    } else {
      await tamper(statement);
    }
    expect(await closeUntil(tomorrow())).toEqual(['closing.differs']);
    expect(await findings()).toEqual([`${kind} TAMPERED`]);
  });

  it('finds the same thing once, also by two dispatchers at once', async () => {
    await storeDecision(test.ledger, aDecision('NOTHING'), []);
    const told = await Promise.all([closeUntil(tomorrow()), closeUntil(tomorrow())]);
    expect(told.flat()).toEqual(['closing.differs']);
    expect(await findings()).toHaveLength(1);
  });
});
