import { createHash } from 'node:crypto';
import { leafHash, isConsistent, isIncluded, nodeHash } from '#audit';
import type { AuditEntry } from '#audit';
import type { TaskId } from '#domain';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '../../testing/index.js';
import type { TestLedger } from '../../testing/index.js';

let test: TestLedger;
let database: pg.Client;
beforeEach(async () => {
  test = await openTestLedger();
  database = new pg.Client({ connectionString: test.databaseUrl });
  await database.connect();
});
afterEach(async () => {
  await database.end();
  await test.stop();
});

const GROUNDS = { purpose: 'work-ability-support', legalBasis: 'consent' };
const sequence = (limit = 1_000) => test.ledger.audit.sequence({ limit, groundsOf: () => GROUNDS });

async function store(decisionId = uuid()): Promise<string> {
  const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb' });
  await storeDecision(test.ledger, aDecision(decisionId), [task]);
  return decisionId;
}

async function entries(): Promise<AuditEntry[]> {
  const leaves = await test.ledger.audit.readLeaves({}, { from: 0, limit: 10_000 });
  return leaves.map(({ body }) => JSON.parse(body));
}

/** RFC 6962, 2.1, over the bodies: shares nothing with the stored nodes. */
async function rootOfBodies(): Promise<Buffer> {
  const leaves = await test.ledger.audit.readLeaves({}, { from: 0, limit: 10_000 });
  const root = (hashes: readonly Buffer[]): Buffer => {
    if (hashes.length <= 1) return hashes[0] ?? createHash('sha256').digest();
    let k = 1;
    while (k * 2 < hashes.length) k *= 2;
    return nodeHash(root(hashes.slice(0, k)), root(hashes.slice(k)));
  };
  return root(leaves.map(({ body }) => leafHash(Buffer.from(body))));
}

const isWhole = async (count: number): Promise<void> => {
  const tree = await test.ledger.audit.tree();
  expect({ size: tree.size, indexes: (await entries()).map(({ index }) => index) }).toEqual({
    size: count,
    indexes: [...Array(count).keys()],
  });
  expect(tree.root).toEqual(await rootOfBodies());
};

describe('the sequencer', () => {
  it('gives every entry a place without a gap, in batches, and the tree the root of its leaves', async () => {
    for (let count = 0; count < 5; count++) await store();
    let places = 0;
    for (;;) {
      const { count } = await sequence(3);
      if (count === 0) break;
      places += count;
    }
    expect(places).toBe(10);
    await isWhole(10);
    expect((await database.query('select * from audit_pending')).rowCount).toBe(0);
  });

  it('takes an entry whose transaction was slow and whose id is old', async () => {
    const slow = new pg.Client({ connectionString: test.databaseUrl });
    await slow.connect();
    await slow.query('begin');
    const { rows } = await slow.query(
      "insert into audit_entry (at, kind, actor, facts) values (now(), 'audit.read', 'test', '{}') returning id",
    );
    await store();
    await sequence();
    await isWhole(2);
    await slow.query('commit');
    await slow.end();
    await sequence();
    await isWhole(3);
    expect((await entries()).at(-1)?.id).toBe(rows[0].id);
    expect(Number(rows[0].id)).toBeLessThan(Number((await entries())[0]!.id));
  });

  it('works beside a second one and beside writers without a gap or a fork', async () => {
    const writers = Array.from({ length: 4 }, async () => {
      for (let count = 0; count < 5; count++) await store();
    });
    const done = Promise.all(writers).then(() => true);
    const sequencers = [1, 2].map(async () => {
      while (!(await Promise.race([done, sequence(7).then(() => false)])));
    });
    await Promise.all([done, ...sequencers]);
    while ((await sequence()).count > 0);
    await isWhole(40);
  });

  it('that dies in the middle has done nothing, and the next one goes on', async () => {
    await store();
    await sequence();
    await store();
    for (const table of ['audit_leaf', 'audit_node', 'audit_tree']) {
      await database.query(
        `create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`,
      );
      await database.query(
        `create trigger die before insert or update on ${table} for each statement execute function die()`,
      );
      await expect(sequence()).rejects.toThrow('killed');
      await database.query('drop function die() cascade');
      await isWhole(2);
    }
    await sequence();
    await isWhole(4);
  });

  it('finds an entry that somebody took off the list by hand', async () => {
    await store();
    await database.query('delete from audit_pending');
    expect((await sequence()).count).toBe(0);
    expect(await test.ledger.audit.listForgotten()).toBe(2);
    await sequence();
    await isWhole(2);
    expect(await test.ledger.audit.listForgotten()).toBe(0);
  });

  it('puts an entry of a kind that it does not know on the log all the same, and tells of it', async () => {
    await database.query(
      "insert into audit_entry (at, kind, actor, facts) values (now(), 'moon.landed', 'test', '{}')",
    );
    expect(await sequence()).toEqual({ count: 1, unlisted: ['moon.landed'] });
    expect((await entries())[0]).toMatchObject({ kind: 'moon.landed', class: 'unlisted' });
  });
});

describe('an entry', () => {
  it('says who, what, about whom, why, and from where to where', async () => {
    const decisionId = await store();
    await sequence();
    const [taken, planned] = await entries();
    expect(taken).toMatchObject({
      schema: 'kuittaus-audit-entry/1',
      index: 0,
      kind: 'decision.taken',
      class: 'intake',
      who: { type: 'sender', id: 'sample' },
      why: { ...GROUNDS, practiceVersion: '1' },
      from: { team: 'kaarina' },
      decision: { team: 'kaarina', id: decisionId, version: 1, ordinal: 1 },
    });
    expect(planned).toMatchObject({
      kind: 'task.planned',
      what: { record: 'recommendation', operation: 'create', channel: 'automatic' },
      to: { system: 'lifecare', endpoint: 'lifecare-varha' },
      outcome: { state: 'queued' },
      decision: { ordinal: 2 },
    });
  });

  it('of an attempt names the consent that stood then, and the kind of the attempt', async () => {
    const decision = {
      ...aDecision(uuid()),
      consent: {
        id: 'S-1',
        givenOn: '2026-11-01',
        form: 'work-ability-team' as const,
        method: 'written' as const,
        covers: ['health' as const],
      },
    };
    const task = aTask({ id: uuid() as TaskId, contentDigest: 'aabb' });
    await storeDecision(test.ledger, decision, [task]);
    const attempt = uuid();
    await test.ledger.withDecision({ taskId: task.id }, (locked) =>
      locked.save({
        actor: 'lifecare',
        transitions: [{ task: { ...task, state: 'recording', epoch: 1 }, event: 'attempt.begun' }],
        begun: { id: attempt, taskId: task.id, kind: 'write', epoch: 1, worker: 'lifecare', deadlineMs: 1 },
      }),
    );
    await sequence();
    expect((await entries()).at(-1)).toMatchObject({
      kind: 'attempt.begun',
      what: { attempt: 'write' },
      why: { consent: { id: 'S-1', version: 1 } },
      decision: { version: 1 },
    });
  });

  it('holds nothing of the client but a commitment that the client’s own salt opens', async () => {
    const decisionId = await store();
    await store();
    await sequence();
    const all = await entries();
    expect(JSON.stringify(all)).not.toMatch(new RegExp(`${PERSON.code}|${PERSON.family}|${PERSON.text}`));
    expect(new Set(all.map(({ about }) => about?.client)).size).toBe(1);
    const found = await test.ledger.audit.findClientsDecisions({ system: '1.2.246.21', value: PERSON.code });
    expect(found?.decisions[0]).toMatchObject({ team: 'kaarina', decisionId });
    const opened = createHash('sha256').update(found!.salt).update(found!.clientKey).digest('hex');
    expect(all[0]?.about?.client).toBe(opened);
    const { rows } = await database.query('select sealed from audit_salt');
    expect(rows[0].sealed.includes(found!.salt)).toBe(false);
  });

  it('has its own place among its decision’s entries, over batches', async () => {
    const decisionId = await store();
    await sequence(1);
    await store();
    await sequence();
    const row = await test.ledger.audit.findDecisionRow('kaarina', decisionId);
    await test.ledger.audit.note([
      { kind: 'audit.read', actor: `auditor:${'a'.repeat(64)}`, decision: row!, facts: { count: 1 } },
    ]);
    await sequence();
    const own = await test.ledger.audit.readLeaves(
      { decision: { team: 'kaarina', decisionId } },
      { from: 0, limit: 10 },
    );
    const bodies: AuditEntry[] = own.map(({ body }) => JSON.parse(body));
    expect(bodies.map(({ decision }) => decision?.ordinal)).toEqual([1, 2, 3]);
    expect(bodies[2]).toMatchObject({
      who: { type: 'person', id: 'a'.repeat(64), role: 'auditor' },
      facts: { count: 1 },
    });
  });
});

describe('the tables of the log', () => {
  it.each(['audit_leaf', 'audit_node', 'audit_checkpoint', 'audit_cosignature'])(
    '%s refuses to be changed, deleted from and emptied',
    async (table) => {
      await store();
      await sequence();
      await test.ledger.audit.addCheckpoint({ size: 2, note: 'x', signedAt: new Date() });
      await test.ledger.audit.addCosignature({ size: 2, witness: 'w', line: 'x', at: new Date() });
      const column = table === 'audit_node' ? 'level' : table === 'audit_leaf' ? 'body' : 'size';
      for (const statement of [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ]) {
        await expect(database.query(statement)).rejects.toThrow('only grows');
      }
    },
  );

  it('let the tree grow, and never shrink', async () => {
    await store();
    await sequence();
    for (const statement of [
      'update audit_tree set size = 1',
      'delete from audit_tree',
      'truncate audit_tree',
    ]) {
      await expect(database.query(statement)).rejects.toThrow('only grows');
    }
  });
});

it('proofs of the stored tree hold for every entry and every earlier size', async () => {
  const heads = [await test.ledger.audit.tree()];
  for (let count = 0; count < 6; count++) {
    await store();
    await sequence(3);
    heads.push(await test.ledger.audit.tree());
  }
  const { audit } = test.ledger;
  const head = heads.at(-1)!;
  const leaves = await audit.readLeaves({}, { from: 0, limit: 100 });
  const proofs = await audit.inclusionProofs(
    leaves.map(({ index }) => index),
    head.size,
  );
  leaves.forEach(({ index, body }, position) => {
    const leaf = { hash: leafHash(Buffer.from(body)), index };
    expect(isIncluded(leaf, head, proofs[position]!)).toBe(true);
  });
  for (const older of heads) {
    expect(isConsistent(older, head, await audit.consistencyProof(older.size, head.size))).toBe(true);
  }
});
