import { setTimeout as delay } from 'node:timers/promises';
import { releaseWaiting } from '#domain';
import type { TaskId, TrackedTask } from '#domain';
import { NotReadable } from '#security';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '../testing/a-ledger.js';
import type { TestLedger } from '../testing/a-ledger.js';
import { lockDecisionName } from './index.js';
import type { WantedJob } from './index.js';

const MANY = 1_000;
const newTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ id: uuid() as TaskId, contentDigest: 'aabb', ...differences });

let test: TestLedger;
beforeAll(async () => {
  test = await openTestLedger();
});
afterAll(async () => {
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

const drain = async (): Promise<WantedJob[]> => {
  const jobs: WantedJob[] = [];
  await test.ledger.relayOutbox(MANY, (wanted) => {
    jobs.push(...wanted);
    return Promise.resolve();
  });
  return jobs;
};

describe('the outbox', () => {
  beforeEach(drain);

  it('hands out each due job once, with ids only', async () => {
    const task = newTask();
    await storeDecision(test.ledger, aDecision('OUT-1'), [task]);
    expect(await drain()).toEqual([{ taskId: task.id, endpoint: 'lifecare-varha', generation: 1 }]);
    expect(await drain()).toEqual([]);
  });

  it('gives the same row to one of two relays', async () => {
    const tasks = Array.from({ length: 20 }, (_, place) =>
      newTask({ endpoint: `endpoint-${String(place)}` }),
    );
    await storeDecision(test.ledger, aDecision('OUT-2'), tasks);
    const both = await Promise.all([drain(), drain(), drain()]);
    const ids = both.flat().map((job) => job.taskId);
    expect(ids.sort()).toEqual(tasks.map((task) => task.id as string).sort());
  });

  it('keeps the row when the queue fails, for the next round', async () => {
    const task = newTask();
    await storeDecision(test.ledger, aDecision('OUT-3'), [task]);
    const fail = (): Promise<void> => Promise.reject(new Error('Redis is away'));
    await expect(test.ledger.relayOutbox(MANY, fail)).rejects.toThrow('Redis is away');
    expect((await drain()).map((job) => job.taskId)).toEqual([task.id]);
  });

  it('wants every job again that is in a queue and not begun, when Redis lost them', async () => {
    const task = newTask();
    await storeDecision(test.ledger, aDecision('OUT-4'), [task]);
    await drain();
    await test.ledger.rewantRelayed(60_000);
    expect(await drain()).toEqual([]);
    await test.ledger.rewantRelayed(0);
    expect((await drain()).map((job) => job.taskId)).toContain(task.id);
  });

  it('finds a queued task for which no job is wanted, once its endpoint is installed', async () => {
    const task = newTask({ endpoint: 'late', generation: 0 });
    await storeDecision(test.ledger, aDecision('OUT-5'), [task]);
    await query('delete from outbox where task = $1', [task.id]);
    await test.ledger.wantMissingJobs(['another']);
    expect(await drain()).toEqual([]);
    await test.ledger.wantMissingJobs(['late']);
    expect(await drain()).toEqual([{ taskId: task.id, endpoint: 'late', generation: 0 }]);
  });

  it('finds the look-up of a task that a person took over, but no write of theirs', async () => {
    const unknown = newTask({ endpoint: 'taken', channel: 'manual', state: 'unknown', sent: true });
    const byHand = newTask({ endpoint: 'taken', channel: 'manual', state: 'queued', record: 'plan' });
    await storeDecision(test.ledger, aDecision('OUT-7'), [unknown, byHand]);
    await query('delete from outbox where task = any($1)', [[unknown.id, byHand.id]]);
    await test.ledger.wantMissingJobs(['taken']);
    expect((await drain()).map((job) => job.taskId)).toEqual([unknown.id]);
  });

  it('does not hand out what is due later', async () => {
    const task = newTask();
    await storeDecision(test.ledger, aDecision('OUT-6'), [task]);
    await query(`update outbox set due_at = now() + interval '1 hour' where task = $1`, [task.id]);
    expect(await drain()).toEqual([]);
  });
});

describe('a locked decision', () => {
  it('lets one change a decision at a time, and shows the next what the first did', async () => {
    const task = newTask();
    await storeDecision(test.ledger, aDecision('LOCK-1'), [task]);
    const order: string[] = [];
    const first = test.ledger.withDecision({ taskId: task.id }, async (decision) => {
      order.push('first in');
      await delay(100);
      await decision.save({
        actor: 'test',
        transitions: [{ task: { ...task, state: 'retrying' }, event: 'attempt.ended' }],
      });
      order.push('first out');
    });
    while (order.length === 0) await delay(5);
    const seen = await test.ledger.withDecision({ taskId: task.id }, (decision) => {
      order.push('second in');
      return Promise.resolve(decision.tasks[0]?.state);
    });
    await first;
    expect(order).toEqual(['first in', 'first out', 'second in']);
    expect(seen).toBe('retrying');
  });

  it('journals the attempt, drops the wanted job and writes the audit entries in one step', async () => {
    const task = newTask();
    await storeDecision(test.ledger, aDecision('LOCK-2'), [task]);
    const attemptId = uuid();
    await test.ledger.withDecision({ taskId: task.id }, (decision) =>
      decision.save({
        actor: 'lifecare-1',
        transitions: [
          { task: { ...task, state: 'recording', epoch: 1, sent: true }, event: 'attempt.begun' },
        ],
        begun: {
          id: attemptId,
          taskId: task.id,
          kind: 'write',
          epoch: 1,
          worker: 'lifecare-1',
          deadlineMs: 1_000,
        },
      }),
    );
    const found = await test.ledger.findTask(task.id);
    expect(found).toMatchObject({
      revision: 2,
      task: { state: 'recording', epoch: 1, sent: true },
      nextAttemptAt: undefined,
      attempts: [{ number: 1, kind: 'write', endedAt: undefined }],
    });
    expect(await query('select kind, actor from audit_entry where task = $1 order by id', [task.id])).toEqual(
      [
        { kind: 'task.planned', actor: 'test' },
        { kind: 'attempt.begun', actor: 'lifecare-1' },
      ],
    );
  });

  it('undoes everything when the work throws', async () => {
    const task = newTask();
    await storeDecision(test.ledger, aDecision('LOCK-3'), [task]);
    const work = test.ledger.withDecision({ taskId: task.id }, async (decision) => {
      await decision.save({
        actor: 'test',
        transitions: [{ task: { ...task, state: 'retrying' }, event: 'task.queued' }],
      });
      throw new Error('crash');
    });
    await expect(work).rejects.toThrow('crash');
    expect((await test.ledger.findTask(task.id))?.task.state).toBe('queued');
    expect(await query('select kind from audit_entry where task = $1', [task.id])).toHaveLength(1);
  });

  it('frees a waiting task in the same step, and wants its job', async () => {
    const before = newTask({ record: 'consent' });
    const after = newTask({ state: 'waiting', after: ['lifecare/consent'], generation: 0 });
    await storeDecision(test.ledger, aDecision('LOCK-4'), [before, after]);
    await drain();
    await test.ledger.withDecision({ taskId: before.id }, async (decision) => {
      const done: TrackedTask = {
        ...before,
        state: 'confirmed',
        evidence: { level: 'verified', targetId: 't', targetVersion: '1', at: '2026-11-17T10:00:00Z' },
      };
      const tasks = decision.tasks.map((task) => (task.id === done.id ? done : task));
      await decision.save({
        actor: 'test',
        transitions: [
          { task: done, event: 'task.confirmed' },
          ...releaseWaiting(tasks, () => true, decision),
        ],
      });
    });
    expect(await drain()).toEqual([{ taskId: after.id, endpoint: 'lifecare-varha', generation: 1 }]);
    expect((await test.ledger.findTask(before.id))?.task.evidence?.level).toBe('verified');
  });

  it('answers undefined for a task that nobody knows', async () => {
    expect(await test.ledger.withDecision({ taskId: uuid() }, () => Promise.resolve('work'))).toBeUndefined();
  });
});

describe('a connection that breaks', () => {
  it('in the middle of a transaction fails the transaction, and nothing else', async () => {
    const work = test.ledger.transaction(async (tx) => {
      await lockDecisionName(tx, 'kaarina', 'BROKEN');
      await query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name = 'kuittaus-test'
           and state = 'idle in transaction'`,
      );
      // The end reaches us while no statement runs: whoever does not listen dies of it.
      await delay(50);
      await lockDecisionName(tx, 'kaarina', 'BROKEN');
    });
    await expect(work).rejects.toThrow();
    await expect(test.ledger.ping()).resolves.toBeUndefined();
  });
});

describe('what the ledger keeps secret', () => {
  it('opens a decision and a content only under the key of their client', async () => {
    const task = newTask();
    const decision = aDecision('SECRET-1');
    await storeDecision(test.ledger, decision, [task]);
    const read = await test.ledger.withDecision({ taskId: task.id }, async (locked) => ({
      decision: await locked.readDecision(1),
      content: await locked.readContent(task.id),
    }));
    expect(read?.decision).toEqual(decision);
    expect(read?.content).toMatchObject({ recommendations: [{ text: PERSON.text }] });
  });

  it('does not open a cell that was moved to another row', async () => {
    const [one, two] = [newTask(), newTask({ record: 'plan' })];
    await storeDecision(test.ledger, aDecision('SECRET-2'), [one, two]);
    await query('update task set content = (select content from task where id = $1) where id = $2', [
      one.id,
      two.id,
    ]);
    const read = test.ledger.withDecision({ taskId: two.id }, (locked) => locked.readContent(two.id));
    await expect(read).rejects.toThrow(NotReadable);
  });

  it('holds no name, identity code or text in any plain column', async () => {
    await storeDecision(test.ledger, aDecision('SECRET-3'), [newTask()]);
    const tables = await query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { name } of tables) {
      const rows = await query<{ row: string }>(`select t::text as row from "${name}" t`);
      const plain = rows.map(({ row }) => row + decoded(row)).join('\n');
      for (const secret of [PERSON.code, PERSON.family, PERSON.text, 'Lääkäri']) {
        expect(plain.includes(secret)).toBe(false);
      }
    }
    expect(tables.length).toBeGreaterThan(6);
  });

  it('gives one client one key, also to many at once', async () => {
    const keys = await Promise.all(
      Array.from({ length: 8 }, () =>
        test.ledger.transaction((tx) =>
          test.ledger.vault.keyOfClient(tx, { system: '1.2.246.21', value: '020594X903P' }),
        ),
      ),
    );
    expect(new Set(keys.map((key) => key.id)).size).toBe(1);
  });
});

describe('the audit log', () => {
  it.each([
    'update audit_entry set actor = $$x$$',
    'delete from audit_entry',
    'truncate audit_entry cascade',
  ])('refuses: %s', async (statement) => {
    await storeDecision(test.ledger, aDecision(uuid()), [newTask()]);
    await expect(query(statement)).rejects.toThrow('the audit log only grows');
  });
});

/** bytea shows as \x…: its bytes as text, so that an unencrypted value would be seen. */
const decoded = (row: string): string =>
  [...row.matchAll(/\\x([0-9a-f]+)/g)]
    .map((match) => Buffer.from(match[1] ?? '', 'hex').toString('utf8'))
    .join(' ');
