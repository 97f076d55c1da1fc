import type { TaskId } from '#domain';
import { createMetrics } from '#observability';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { testRedisUrl } from '../../../../test/setup/database.js';
import { figuresRound } from './figures-round.js';

let test: TestLedger;
let database: Client;
beforeEach(async () => {
  test = await openTestLedger();
  database = new Client({ connectionString: test.databaseUrl });
  await database.connect();
});
afterEach(async () => {
  await database.end();
  await test.stop();
});

const INSTALLED = ['lifecare-varha', 'typ-sote'];

/** Every figure after one round, as `name{labels}` to its value; `app` is left out. */
async function figures(options: { hasWitness?: boolean; redisUrl?: string } = {}) {
  const metrics = createMetrics({ app: 'test' });
  const { hasWitness = true, redisUrl = testRedisUrl() } = options;
  await figuresRound({ ledger: test.ledger, metrics, installed: INSTALLED, hasWitness, redisUrl })();
  const { text } = await metrics.exposition();
  return new Map(
    [...text.matchAll(/^(kuittaus_\w+)\{(.*?),?app="test"\} (\S+)$/gm)].map(([, name, labels, value]) => [
      labels === '' ? name : `${String(name)}{${String(labels)}}`,
      Number(value),
    ]),
  );
}

async function aStoredTask(): Promise<TaskId> {
  const dueAt = new Date(Date.now() + 86_400_000);
  const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb', dueAt });
  await storeDecision(test.ledger, aDecision(uuid()), [task]);
  return task.id;
}

const sequence = () =>
  test.ledger.audit.sequence({ limit: 100, groundsOf: () => ({ purpose: 'x', legalBasis: 'x' }) });

describe('the figures', () => {
  it('tell of open tasks, the oldest, those past their deadline, and the jobs of each endpoint', async () => {
    const late = await aStoredTask();
    await aStoredTask();
    await database.query(
      `update task set created_at = now() - interval '2 hours', due_at = now() - interval '1 hour' where id = $1`,
      [late],
    );
    await test.ledger.relayOutbox(1, () => Promise.resolve());
    const told = await figures();
    expect(told.get('kuittaus_tasks{target="lifecare",state="queued"}')).toBe(2);
    const oldest = told.get('kuittaus_task_oldest_age_seconds{target="lifecare",state="queued"}');
    expect(oldest).toBeGreaterThanOrEqual(7_200);
    expect(oldest).toBeLessThan(7_260);
    expect(told.get('kuittaus_overdue_tasks{target="lifecare",channel="automatic"}')).toBe(1);
    expect(told.get('kuittaus_jobs{endpoint="lifecare-varha",place="queued"}')).toBe(1);
    expect(told.get('kuittaus_jobs{endpoint="lifecare-varha",place="due"}')).toBe(1);
    expect(told.get('kuittaus_jobs{endpoint="typ-sote",place="due"}')).toBe(0);
    expect(told.get('kuittaus_tasks_quarantined_total{endpoint="typ-sote"}')).toBe(0);
  });

  it('tell how far the audit log is proven, and since when it is not', async () => {
    await aStoredTask();
    const before = await figures();
    expect(before.get('kuittaus_audit_entries{proof="none"}')).toBeGreaterThan(0);
    expect(before.get('kuittaus_audit_lag_seconds{proof="place"}')).toBeGreaterThan(0);
    expect(before.get('kuittaus_audit_lag_seconds{proof="signature"}')).toBe(0);
    await sequence();
    const { size } = await test.ledger.audit.tree();
    const placed = await figures();
    expect(placed.get('kuittaus_audit_entries{proof="place"}')).toBe(size);
    expect(placed.get('kuittaus_audit_lag_seconds{proof="place"}')).toBe(0);
    expect(placed.get('kuittaus_audit_lag_seconds{proof="signature"}')).toBeGreaterThan(0);
    await test.ledger.audit.addCheckpoint({ size, note: 'x', signedAt: new Date() });
    const signed = await figures();
    expect(signed.get('kuittaus_audit_entries{proof="signature"}')).toBe(size);
    expect(signed.get('kuittaus_audit_lag_seconds{proof="signature"}')).toBe(0);
    expect(signed.get('kuittaus_audit_lag_seconds{proof="cosignature"}')).toBeGreaterThan(0);
    expect(
      (await figures({ hasWitness: false })).has('kuittaus_audit_lag_seconds{proof="cosignature"}'),
    ).toBe(false);
  });

  it('tell of every kind of finding, also where there is none', async () => {
    await database.query(
      `insert into finding (id, found_at, kind, day) values ($1, now(), 'record-gone', '2026-11-17')`,
      [uuid()],
    );
    const told = await figures();
    expect(told.get('kuittaus_findings{kind="record-gone"}')).toBe(1);
    expect(told.get('kuittaus_findings{kind="end-not-on-log"}')).toBe(0);
  });

  it('tell of Redis, and that it is away', async () => {
    const there = await figures();
    expect(there.get('kuittaus_redis_up')).toBe(1);
    expect(there.get('kuittaus_redis_noeviction')).toBe(1);
    expect(there.get('kuittaus_redis_memory_bytes')).toBeGreaterThan(100_000);
    const away = await figures({ redisUrl: 'redis://127.0.0.1:1' });
    expect(away.get('kuittaus_redis_up')).toBe(0);
    expect(away.get('kuittaus_tasks{target="lifecare",state="queued"}')).toBeUndefined();
  });
});
