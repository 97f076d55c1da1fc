import { isConsistent, isIncluded, leafHash, USUAL_LOG_RETENTION } from '#audit';
import type { TaskId } from '#domain';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, aPastClock, openTestLedger, storeDecision } from '../../testing/index.js';
import type { PastClock, TestLedger } from '../../testing/index.js';

const person = (digest: number) => ({ index: Buffer.alloc(16, digest), role: 'sysadmin', by: 'sysadmin' });
const GROUNDS = { purpose: 'work-ability-support', legalBasis: 'consent' };

let test: TestLedger;
let database: pg.Client;
let clock: PastClock;
beforeEach(async () => {
  test = await openTestLedger();
  clock = await aPastClock(test.databaseUrl);
  database = new pg.Client({ connectionString: test.databaseUrl });
  await database.connect();
});
afterEach(async () => {
  await database.end();
  await test.stop();
});

const sequence = () => test.ledger.audit.sequence({ limit: 1_000, groundsOf: () => GROUNDS });
const policy = USUAL_LOG_RETENTION;
const prune = (changes: { policy?: typeof policy; most?: number } = {}) =>
  test.ledger.retention.pruneLog({ policy, most: 1_000, actor: 'dispatcher', ...changes });

/** Two entries: taken, and its one task planned. */
async function store(state: 'confirmed' | 'queued' = 'confirmed', decisionId = uuid()): Promise<string> {
  const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb' });
  await storeDecision(test.ledger, aDecision(decisionId), [task]);
  if (state === 'confirmed') {
    await database.query(
      `update task set state = 'confirmed', evidence_level = 'verified', evidence_at = now() where id = $1`,
      [task.id],
    );
  }
  return decisionId;
}

/** What is stored, put on the log `years` ago. */
async function storedYearsAgo(years: number, stores: () => Promise<unknown>): Promise<void> {
  await clock.goBack(years);
  await stores();
  await sequence();
}

async function checkpoint(isCosigned = true): Promise<void> {
  const { size } = await test.ledger.audit.tree();
  await test.ledger.audit.addCheckpoint({ size, note: 'x', signedAt: new Date() });
  if (isCosigned) {
    await test.ledger.audit.addCosignature({ size, witness: 'w', line: 'x', at: new Date() });
  }
}

/** Six old entries of settled decisions and two new ones, all seen by a witness. */
async function aLog(): Promise<string[]> {
  const names: string[] = [];
  await storedYearsAgo(13, async () => {
    for (let count = 0; count < 3; count++) names.push(await store());
  });
  await storedYearsAgo(0, async () => names.push(await store()));
  await checkpoint();
  return names;
}

const rows = async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await database.query<Record<string, unknown>>(text, values)).rows;

describe('pruning', () => {
  it('takes what can be read of entries that are old enough, and of no other', async () => {
    await aLog();
    expect(await prune()).toEqual({ since: 0, until: 6 });
    const left = await rows(
      `select index::int, body is null as gone, kind, entry from audit_leaf order by index`,
    );
    expect(left.map(({ gone }) => gone)).toEqual([...Array(6).fill(true), false, false]);
    expect(left.slice(0, 6).every(({ kind, entry }) => kind === null && entry === null)).toBe(true);
    expect(
      await rows(
        'select id from audit_entry where id not in (select entry from audit_leaf where entry is not null)',
      ),
    ).toHaveLength(1);
    expect(await prune()).toBeUndefined();
  });

  it('is itself an entry, which tells how far and by which policy', async () => {
    await aLog();
    await prune();
    await sequence();
    const told = await test.ledger.audit.readLeaves({ kind: 'audit.pruned' }, { from: 0, limit: 9 });
    expect(told.map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        index: 8,
        class: 'administration',
        who: { type: 'app', id: 'dispatcher' },
        facts: { since: 0, until: 6, policy: { use: 12, recording: 12 } },
      },
    ]);
    expect(await test.ledger.audit.findPruning(9)).toEqual({ until: 6, entry: 8 });
    expect(await test.ledger.audit.findPruning(8)).toEqual({ until: 6, entry: undefined });
  });

  it('leaves every proof given before valid, and gives the same ones and new ones after it', async () => {
    const { audit } = test.ledger;
    await aLog();
    const before = await audit.tree();
    const leaves = await audit.readLeaves({}, { from: 0, limit: 99 });
    const indexes = leaves.map(({ index }) => index);
    const proofs = await audit.inclusionProofs(indexes, before.size);
    await prune();
    expect(await audit.inclusionProofs(indexes, before.size)).toEqual(proofs);
    await sequence();
    const after = await audit.tree();
    expect(after.size).toBe(9);
    const newer = await audit.inclusionProofs(indexes, after.size);
    leaves.forEach(({ index, body }, place) => {
      const leaf = { hash: leafHash(Buffer.from(body)), index };
      expect(isIncluded(leaf, before, proofs[place]!)).toBe(true);
      expect(isIncluded(leaf, after, newer[place]!)).toBe(true);
    });
    expect(isConsistent(before, after, await audit.consistencyProof(before.size, after.size))).toBe(true);
    for (const size of [1, 3, 5]) await audit.consistencyProof(size, after.size);
  });

  it('goes on where it stopped, so many entries a time, and a decision’s later entries go on counting', async () => {
    const [oldest] = await aLog();
    expect(await prune({ most: 2 })).toEqual({ since: 0, until: 2 });
    expect(await prune({ most: 3 })).toEqual({ since: 2, until: 5 });
    const row = await test.ledger.audit.findDecisionRow('kaarina', oldest!);
    await test.ledger.audit.note([{ kind: 'audit.read', actor: 'x', decision: row!, facts: {} }]);
    await sequence();
    const own = await test.ledger.audit.readLeaves({ decisions: [row!] }, { from: 0, limit: 9 });
    expect(own.map(({ body }) => JSON.parse(body).decision.ordinal)).toEqual([3]);
  });

  it('stops before an entry that is too young for its class', async () => {
    await aLog();
    expect(await prune({ policy: { ...policy, planning: 14 } })).toEqual({ since: 0, until: 1 });
  });

  it('takes nothing while an entry’s decision is held, by itself or by its client', async () => {
    const [, second] = await aLog();
    const { holds } = test.ledger.retention;
    const held = await holds.put({
      subject: { decision: { team: 'kaarina', decisionId: second! } },
      reason: 'Kantelu',
      person: person(1),
    });
    expect(await prune()).toEqual({ since: 0, until: 2 });
    expect(await prune()).toBeUndefined();
    await holds.lift((held as { id: string }).id, 'Ratkaistu', person(2));
    await holds.put({
      subject: { clientOf: { team: 'kaarina', decisionId: second! } },
      reason: 'Kantelu',
      person: person(1),
    });
    expect(await prune()).toBeUndefined();
  });

  it('takes nothing of a decision with an open task, nor what comes after it', async () => {
    await storedYearsAgo(13, () => store());
    await storedYearsAgo(13, () => store('queued'));
    await storedYearsAgo(13, () => store());
    await checkpoint();
    expect(await prune()).toEqual({ since: 0, until: 2 });
  });

  it('takes nothing that is under no checkpoint that a witness has seen', async () => {
    await storedYearsAgo(13, () => store());
    await checkpoint();
    await storedYearsAgo(13, () => store());
    await checkpoint(false);
    expect(await prune()).toEqual({ since: 0, until: 2 });
    expect(await prune()).toBeUndefined();
  });

  it('lets several at once do it once', async () => {
    await aLog();
    const results = await Promise.all([1, 2, 3].map(() => prune()));
    expect(results.filter((result) => result !== undefined)).toEqual([{ since: 0, until: 6 }]);
  });
});

describe('PostgreSQL itself refuses', () => {
  const refused = async (statement: string, values: readonly unknown[] = []): Promise<void> => {
    await expect(database.query(statement, [...values])).rejects.toMatchObject({ code: '42501' });
  };
  const asked = (until: number, entry: string | number, by: object = policy) =>
    ['select prune_audit_log($1, $2, $3)', [until, JSON.stringify(by), entry]] as const;
  const note = async (facts: object): Promise<string> => {
    const [id] = await test.ledger.audit.note([{ kind: 'audit.pruned', actor: 'x', facts: { ...facts } }]);
    return id!;
  };

  it('a pruning of one entry too many, whoever asks', async () => {
    await aLog();
    const entry = await note({ since: 0, until: 7, policy });
    await refused(...asked(7, entry));
    await refused(
      'insert into audit_pruning (until, since, policy, pruned_at, entry) values (7, 0, $1, now(), $2)',
      [JSON.stringify(policy), entry],
    );
  });

  it('a pruning that no entry tells of, or that another entry tells otherwise of', async () => {
    await aLog();
    await refused(...asked(6, 999));
    await refused(...asked(6, await note({ since: 0, until: 5, policy })));
    await refused(...asked(6, await note({ since: 0, until: 6, policy: { ...policy, use: 13 } })));
    const [other] = await test.ledger.audit.note([
      { kind: 'audit.read', actor: 'x', facts: { since: 0, until: 6, policy } },
    ]);
    await refused(...asked(6, other!));
  });

  it('a policy of less than a year', async () => {
    await aLog();
    await expect(prune({ policy: { ...policy, use: 0 } })).rejects.toMatchObject({ code: '23514' });
  });

  it('any other change of the log, before and after, by the owner as well', async () => {
    await aLog();
    await prune();
    await sequence();
    for (const statement of [
      'delete from audit_entry where id in (select entry from audit_leaf where index = 6)',
      'update audit_entry set facts = $${}$$',
      'update audit_leaf set body = null where index = 6',
      'update audit_leaf set kind = null where index = 7',
      'update audit_leaf set leaf_hash = sha256(leaf_hash) where index = 0',
      `update audit_leaf set body = 'x' where index = 0`,
      'update audit_leaf set decision = null, ordinal = null where index = 0',
      'delete from audit_leaf where index = 0',
      'delete from audit_node',
      'update audit_pruning set until = 7',
      'delete from audit_pruning',
      'truncate audit_pruning',
      'truncate audit_leaf cascade',
    ]) {
      await refused(statement);
    }
  });

  it('the same to a role that owns nothing', async () => {
    await aLog();
    const entry = await note({ since: 0, until: 6, policy });
    const role = `reader_${uuid().replaceAll('-', '')}`;
    await database.query(
      `create role ${role}; grant select, insert, update, delete on all tables in schema public to ${role}; grant usage on schema past to ${role}`,
    );
    try {
      await database.query(`set role ${role}`);
      await refused(...asked(6, entry));
      await refused('update audit_leaf set body = null where index = 0');
      await refused('delete from audit_entry');
    } finally {
      await database.query(`reset role; drop owned by ${role}; drop role ${role}`);
    }
  });
});
