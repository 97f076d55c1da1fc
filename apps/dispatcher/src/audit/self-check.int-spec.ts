import { signCheckpoint } from '#audit';
import type { SigningKey } from '#audit';
import { aSigningKey } from '#audit/testing';
import type { TaskId } from '#domain';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { createLogger, createMetrics } from '#observability';
import type { Metrics } from '#observability';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { LogCheck } from './self-check.js';
import { selfCheckRound } from './self-check-round.js';

const logKey = aSigningKey('log', 'kuittaus.example/audit');
/** Takes back that a record was confirmed. */
const UNSAY = `update task set state = 'unconfirmed', evidence_level = null, target_id = null, target_version = null,
  evidence_at = null where id = $1`;
const DAY_MS = 24 * 3_600_000;

let test: TestLedger;
let superuser: pg.Client;
let lines: string[];
let metrics: Metrics;
let now: Date;
let recorded: string;

beforeEach(async () => {
  test = await openTestLedger();
  superuser = new pg.Client({ connectionString: test.databaseUrl });
  await superuser.connect();
  lines = [];
  metrics = createMetrics({ app: 'dispatcher' });
  now = new Date('2026-11-18T02:00:00Z');
  recorded = await record();
  for (let count = 0; count < 4; count++) await store();
  await sign();
  await store();
  await sign();
});
afterEach(async () => {
  await superuser.end();
  await test.stop();
});

async function store(): Promise<string> {
  const id = uuid();
  await storeDecision(test.ledger, aDecision(uuid()), [aTask({ id: id as TaskId, contentDigest: 'aabb' })]);
  await sequence();
  return id;
}

/** A task that was written and confirmed. */
async function record(): Promise<string> {
  const id = (await store()) as TaskId;
  const task = aTask({ id, contentDigest: 'aabb' });
  const attempt = uuid();
  const evidence = { level: 'verified' as const, targetId: '17', targetVersion: '1', at: now.toISOString() };
  await test.ledger.withDecision({ taskId: id }, (decision) =>
    decision.save({
      actor: 'lifecare',
      transitions: [{ task: { ...task, state: 'recording', epoch: 1 }, event: 'attempt.begun' }],
      begun: { id: attempt, taskId: id, kind: 'write', epoch: 1, worker: 'lifecare', deadlineMs: 1 },
    }),
  );
  await test.ledger.withDecision({ taskId: id }, (decision) =>
    decision.save({
      actor: 'lifecare',
      transitions: [{ task: { ...task, state: 'confirmed', epoch: 1, evidence }, event: 'task.confirmed' }],
      ended: [{ id: attempt, taskId: id, outcome: 'recorded', code: 'created' }],
    }),
  );
  await sequence();
  return id;
}

const sequence = () =>
  test.ledger.audit.sequence({
    limit: 1_000,
    groundsOf: () => ({ purpose: 'support', legalBasis: 'consent' }),
  });

async function sign(key: SigningKey = logKey): Promise<void> {
  const tree = await test.ledger.audit.tree();
  await test.ledger.audit.addCheckpoint({ size: tree.size, note: signCheckpoint(key, tree), signedAt: now });
}

/** What somebody with all rights over the database does: no trigger is asked. */
async function tamper(statement: string, values: readonly unknown[] = []): Promise<void> {
  await superuser.query("set session_replication_role = 'replica'");
  const { rowCount } = await superuser.query(statement, [...values]);
  await superuser.query("set session_replication_role = 'origin'");
  expect(rowCount).toBeGreaterThan(0);
}

/** A run in steps of so few that it takes several. */
async function differences(batch = 3): Promise<readonly string[]> {
  const check = new LogCheck(
    { read: test.ledger.audit.selfCheck, keys: [logKey], batch },
    await test.ledger.audit.tree(),
  );
  while (await check.step());
  return check.differences.map(({ code, index }) => (index === undefined ? code : `${code} ${index}`));
}

const log = createLogger({ app: 'test', level: 'info', destination: { write: (line) => lines.push(line) } });
const rounds = () =>
  selfCheckRound({ audit: test.ledger.audit, keys: [logKey], clock: () => now, log, metrics });
const figure = async (name: string): Promise<number> => {
  const { text } = await metrics.exposition();
  return Number(new RegExp(`^${name}\\{[^}]*\\} (.*)$`, 'm').exec(text)?.[1]);
};

describe('the check of the stored log', () => {
  it.each([1, 3, 1_000])('finds nothing where nothing is wrong, in steps of %i', async (batch) => {
    expect(await differences(batch)).toEqual([]);
  });

  it('finds an entry that was changed, and says which', async () => {
    await tamper(`update audit_leaf set body = replace(body, '"kind":"task.planned"', '"kind":"task.kept"')
      where index = 1`);
    expect(await differences()).toEqual(['entry-not-of-hash 1', 'entry-altered 1']);
  });

  it('finds an entry that was changed with its hash, by the signed root', async () => {
    await tamper(`update audit_leaf set body = replace(body, 'lifecare-varha', 'lifecare-vantaa'),
      leaf_hash = sha256('\\x00'::bytea || convert_to(replace(body, 'lifecare-varha', 'lifecare-vantaa'), 'utf8'))
      where index = 1`);
    expect(await differences()).toEqual(
      expect.arrayContaining(['node-wrong 0', `root-wrong ${String((await sizes())[0])}`]),
    );
  });

  it('finds that the whole tree was rewritten under another key', async () => {
    await tamper('delete from audit_checkpoint');
    await sign(aSigningKey('log', logKey.name));
    expect(await differences()).toEqual([`checkpoint-not-signed ${String((await sizes())[0])}`]);
  });

  it.each([
    ['an entry that is gone', 'delete from audit_leaf where index = 4', ['entry-gone 4', 'end-not-on-log']],
    [
      'a hash of the tree that was changed',
      'update audit_node set hash = sha256(hash) where level = 2 and index = 0',
      ['node-wrong 0'],
    ],
    [
      'a hash of the tree that is gone',
      'delete from audit_node where level = 1 and index = 2',
      ['node-wrong 4'],
    ],
    ['a root that was changed', "update audit_tree set root = sha256('')", ['root-wrong 15']],
    [
      'the row of an entry that was changed',
      "update audit_entry set actor = 'nobody' where id = (select entry from audit_leaf where index = 6)",
      ['entry-altered 6'],
    ],
    [
      'an entry that was given to another decision',
      `update audit_leaf set decision = (select decision from audit_leaf where index = 0), ordinal = 99 where index = 13`,
      ['entry-altered 13'],
    ],
  ])('finds %s', async (_, statement, found) => {
    await tamper(statement);
    expect(await differences()).toEqual(found);
  });

  it('holds decisions and their tasks against the log, both ways', async () => {
    await tamper('update attempt set id = $1 where task = $2', [uuid(), recorded]);
    expect(await differences()).toEqual(['attempt-missing 2', 'attempt-missing 3', 'attempt-not-on-log']);
    await tamper(UNSAY, [recorded]);
    expect(await differences()).toContain('end-not-on-log');
  });

  it('finds a task that nothing planned, and a plan without its task', async () => {
    const id = await store();
    await tamper('update task set id = $1 where id = $2', [uuid(), id]);
    expect(await differences()).toEqual(['task-missing 16', 'plan-not-on-log']);
  });

  it('leaves alone what has no place on the log yet', async () => {
    await storeDecision(test.ledger, aDecision(uuid()), [
      aTask({ id: uuid() as TaskId, contentDigest: 'aabb' }),
    ]);
    expect(await differences()).toEqual([]);
  });
});

const sizes = async (): Promise<number[]> =>
  (await test.ledger.audit.selfCheck.checkpoints(0, 1_000)).map(({ size }) => size);

describe('the daily round', () => {
  /** Rounds until a run has ended. */
  async function run(round: () => Promise<boolean>): Promise<void> {
    const before = lines.length;
    for (let count = 0; count < 50 && lines.length === before; count++) await round();
  }

  it('tells when the log was last found to be whole, and runs again a day later', async () => {
    const round = rounds();
    expect(await figure('kuittaus_audit_last_verified_timestamp_seconds')).toBe(0);
    await run(round);
    expect(await figure('kuittaus_audit_last_verified_timestamp_seconds')).toBe(now.getTime() / 1000);
    expect(await figure('kuittaus_audit_last_verified_entries')).toBe(15);
    expect(lines.join('')).toContain('"event":"audit.self-check-done"');
    const told = lines.length;
    now = new Date(now.getTime() + DAY_MS - 1);
    await run(round);
    expect(lines).toHaveLength(told);
    now = new Date(now.getTime() + 1);
    await run(round);
    expect(await figure('kuittaus_audit_last_verified_timestamp_seconds')).toBe(now.getTime() / 1000);
  });

  it('makes a difference an error, a finding and a figure, and does not say that all is well', async () => {
    await tamper(UNSAY, [recorded]);
    await tamper("update audit_tree set root = sha256('')");
    await run(rounds());
    expect(await figure('kuittaus_audit_check_differences_total')).toBe(2);
    expect(await figure('kuittaus_audit_last_verified_timestamp_seconds')).toBe(0);
    const [first, second] = lines.map((line): unknown => JSON.parse(line));
    expect(first).toMatchObject({
      level: 'error',
      event: 'audit.self-check-failed',
      code: 'root-wrong',
      index: 15,
    });
    expect(second).toMatchObject({ code: 'end-not-on-log', taskId: recorded, failed: 2 });
    expect(await test.ledger.listFindings(10)).toMatchObject([
      { kind: 'audit-log-differs' },
      { kind: 'audit-log-differs' },
    ]);
  });
});
