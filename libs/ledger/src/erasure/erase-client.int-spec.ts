import { decryptField } from '#security';
import type { Participant, TaskId } from '#domain';
import pg from 'pg';
import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '../../testing/index.js';
import type { TestLedger } from '../../testing/index.js';
import { insertCaseManagerChange, insertLaterEvent, saveAct } from '../index.js';
import type { ClientKey } from '../index.js';

const CLIENT = { system: '1.2.246.21', value: PERSON.code };
const SAID = 'SANOTTU-ASIA';
const person = (digest: number) => ({ index: Buffer.alloc(16, digest), role: 'sysadmin', by: 'sysadmin' });
const [asker, approver] = [person(1), person(2)];
const GROUNDS = { purpose: 'work-ability-support', legalBasis: 'consent' };

let test: TestLedger;
let database: pg.Client;
let decisionId: string;
let taskId: TaskId;
beforeEach(async () => {
  test = await openTestLedger();
  database = new pg.Client({ connectionString: test.databaseUrl });
  await database.connect();
  [decisionId, taskId] = await store();
});
afterEach(async () => {
  await database.end();
  await test.stop();
});

const sequence = () => test.ledger.audit.sequence({ limit: 1_000, groundsOf: () => GROUNDS });

/** A decision with its one task. */
async function store(code: string = PERSON.code): Promise<[string, TaskId]> {
  const [id, task] = [uuid(), aTask({ id: uuid() as TaskId, contentDigest: 'aabb' })];
  const decision = aDecision(id);
  const client = { ...decision.client!, personalIdentityCode: code };
  await storeDecision(test.ledger, { ...decision, client }, [task]);
  return [id, task.id];
}

/** All that the ledger seals of a client: an act, a reason, a new case manager, the salt. */
async function fill(): Promise<void> {
  const { ledger } = test;
  await ledger.withDecision({ taskId }, async (decision) => {
    const clientKey = decision.clientKey!;
    await saveAct(decision, ledger.vault, {
      taskId,
      kind: 'acknowledgement',
      person: person(7),
      details: { person: SAID, note: SAID },
      transitions: [],
    });
    const event = (type: string) => ({
      ...{ id: uuid(), sender: 'sample', eventId: uuid(), type, takenAt: new Date() },
      bodyDigest: ledger.index.of('event-body', SAID),
    });
    const change = event('fi.kuittaus.case-manager.changed');
    const told = { decisionRow: decision.id, version: 1, warnings: [], facts: {}, clientKey };
    await insertLaterEvent(decision.tx, ledger.vault, change, {
      ...told,
      kind: 'case-manager.changed',
      reason: SAID,
    });
    const newcomer: Participant = {
      ...{ id: 'new', role: 'physician', name: SAID, organisation: { name: SAID } },
    };
    await insertCaseManagerChange(decision.tx, ledger.vault, {
      ...{ event: change.id, decisionRow: decision.id, clientKey, person: newcomer, leftBehind: [] },
    });
  });
  await sequence();
}

const settle = (): Promise<unknown> =>
  database.query(
    `update task set state = 'confirmed', evidence_level = 'verified', evidence_at = now(); delete from outbox`,
  );

async function requested(): Promise<string> {
  const asked = await test.ledger.erasures.request({
    subject: { client: CLIENT },
    reason: 'Asiakkaan pyyntö',
    person: asker,
  });
  if (typeof asked === 'string') throw new TypeError(asked);
  return asked.id;
}

async function erase(): Promise<void> {
  await settle();
  expect(await test.ledger.erasures.approve(await requested(), approver)).toBeUndefined();
}

interface Cell {
  readonly table: string;
  readonly column: string;
  readonly bytes: Buffer;
}

async function tables(): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Every value of bytes in every table. */
async function allBytes(): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const table of await tables()) {
    const { rows } = await database.query<Record<string, unknown>>(`select * from "${table}"`);
    for (const row of rows) {
      for (const [column, bytes] of Object.entries(row)) {
        if (Buffer.isBuffer(bytes)) cells.push({ table, column, bytes });
      }
    }
  }
  return cells;
}

/** The names that a sealed cell's row may have. */
async function rowNames(): Promise<string[]> {
  const names: string[] = [];
  for (const table of await tables()) {
    const { rows } = await database.query<{ row: string }>(`select t::text as row from "${table}" t`);
    for (const { row } of rows) {
      names.push(...(row.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? []));
    }
  }
  const ids = [...new Set(names)];
  return [...ids, ...ids.map((id) => `${id}/1`)];
}

/** What opens under the key, of all that is stored: whoever kept the key finds no more. */
async function opened(key: ClientKey): Promise<string[]> {
  const names = await rowNames();
  return (await allBytes()).flatMap(({ table, column, bytes }) =>
    names.flatMap((row) => {
      try {
        const text = decryptField(key.dataKey, { table, column, row, keyId: key.id }, bytes).toString();
        return [`${table}.${column}: ${text}`];
      } catch {
        return [];
      }
    }),
  );
}

const keyOf = async (): Promise<ClientKey> => {
  const key = await test.ledger.transaction((tx) => test.ledger.vault.findClientKey(tx, CLIENT));
  return { id: key!.id, dataKey: Buffer.from(key!.dataKey) };
};

describe('an erased client', () => {
  it('is found nowhere any more, not even by whoever kept the data key', async () => {
    await fill();
    const key = await keyOf();
    const index = test.ledger.index.of('client-identifier', `${CLIENT.system}|${CLIENT.value}`);
    const places = (await opened(key)).map((text) => text.slice(0, text.indexOf(':')));
    expect(new Set(places)).toEqual(
      new Set([
        ...['audit_salt.sealed', 'case_manager_change.person', 'decision_version.body', 'event.reason'],
        ...['task.content', 'task_act.details'],
      ]),
    );
    const wrapped = (await allBytes()).find(({ column }) => column === 'wrapped_key')!.bytes;

    await erase();

    expect(await opened(key)).toEqual([]);
    const left = await allBytes();
    expect(left.filter(({ bytes }) => bytes.equals(index) || bytes.equals(wrapped))).toEqual([]);
    for (const table of await tables()) {
      const { rows } = await database.query<{ row: string }>(`select t::text as row from "${table}" t`);
      const all = rows.map(({ row }) => row).join('\n');
      for (const text of [PERSON.code, PERSON.family, PERSON.text, SAID]) expect(all).not.toContain(text);
    }
    expect((await database.query('select from audit_salt')).rowCount).toBe(0);
    await sequence();
    expect((await database.query('select from audit_salt')).rowCount).toBe(0);
    expect(await test.ledger.audit.findClientsDecisions(CLIENT)).toBeUndefined();
  });

  it('leaves others alone', async () => {
    const [other, otherTask] = await store('020594X903P');
    await erase();
    const read = await test.ledger.withDecision({ taskId: otherTask }, async (decision) => ({
      erased: decision.erased,
      content: await decision.readContent(otherTask),
      decision: await decision.readNewest(),
    }));
    expect(read).toMatchObject({ erased: false, content: {}, decision: { decision: { decisionId: other } } });
  });

  it('leaves a decision that says so, with its states, and nothing that breaks who reads it', async () => {
    await fill();
    await erase();
    const { ledger } = test;
    const found = await ledger.findDecision('kaarina', decisionId);
    expect(found).toMatchObject({ tasks: [{ state: 'confirmed' }] });
    expect(found?.erasedAt).toBeInstanceOf(Date);
    expect(await ledger.findReceiptFacts('kaarina', decisionId)).toMatchObject({ tasks: [{}] });
    expect(await ledger.findTask(taskId)).toMatchObject({ task: { state: 'confirmed' } });
    expect(
      (await ledger.listTasks('all', { teams: [], systems: [], states: [] }, { limit: 9 })).tasks,
    ).toHaveLength(1);
    expect(await ledger.readAddress(taskId)).toBeUndefined();
    for await (const batch of ledger.replayDecisions(new Date(0))) expect(batch).toEqual([]);
    const read = await ledger.withDecision({ taskId }, async (decision) => ({
      erased: decision.erased,
      key: decision.clientKey,
      newest: await decision.readNewest(),
      content: await decision.readContent(taskId),
      changes: await decision.readCaseManagerChanges(),
      recorder: await decision.readParticipant(decision.tasks[0]!, 'chair'),
    }));
    expect(read).toEqual({ erased: true, changes: [] });
  });

  it('is told of in each decision on the log, which stays whole', async () => {
    await fill();
    const before = await test.ledger.audit.tree();
    await erase();
    await sequence();
    const erased = await test.ledger.audit.readLeaves({ kind: 'client.erased' }, { from: 0, limit: 9 });
    expect(erased.map(({ body }) => JSON.parse(body))).toMatchObject([
      { who: { type: 'person', role: 'sysadmin' }, decision: { id: decisionId }, facts: { decisions: 1 } },
    ]);
    expect(erased[0]?.body).not.toContain('Asiakkaan pyyntö');
    const { size } = await test.ledger.audit.tree();
    await test.ledger.audit.consistencyProof(before.size, size);
    const all = await test.ledger.audit.readLeaves({}, { from: 0, limit: 99 });
    const commitments = all.map(({ body }) => JSON.parse(body).about?.client);
    expect(commitments[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(commitments.at(-1)).toBeUndefined();
  });

  it('who comes again is somebody new', async () => {
    const before = await keyOf();
    await erase();
    const [again] = await store();
    expect((await keyOf()).id).not.toBe(before.id);
    const found = await test.ledger.audit.findClientsDecisions(CLIENT);
    expect(found?.decisions.map((decision) => decision.decisionId)).toEqual([again]);
  });
});

describe('an erasure is refused', () => {
  const request = () =>
    test.ledger.erasures.request({ subject: { client: CLIENT }, reason: 'x', person: asker });

  it('while a task is open, also when it is opened after the request', async () => {
    expect(await request()).toBe('tasks-open');
    await settle();
    const id = await requested();
    await database.query(`update task set state = 'queued', evidence_level = null`);
    expect(await test.ledger.erasures.approve(id, approver)).toBe('tasks-open');
    expect(await test.ledger.erasures.read(id)).toMatchObject({
      state: 'requested',
      hindrance: 'tasks-open',
    });
    expect((await keyOf()).id).toBeDefined();
  });

  it.each([['client'], ['decision']])(
    'while its %s is held, and goes on when the hold is lifted',
    async (on) => {
      await settle();
      const id = await requested();
      const name = { team: 'kaarina', decisionId };
      const subject = on === 'client' ? { clientOf: name } : { decision: name };
      const { holds } = test.ledger.retention;
      const held = await holds.put({ subject, reason: 'Kantelu', person: asker });
      expect(await request()).toBe('client-held');
      expect(await test.ledger.erasures.approve(id, approver)).toBe('client-held');
      expect(await holds.list(9)).toMatchObject([
        { on, decisions: [`kaarina/${decisionId}`], reason: 'Kantelu' },
      ]);
      const hold = (held as { id: string }).id;
      expect(await holds.lift(hold, 'Ratkaistu', asker)).toBe('hold-same-person');
      expect(await holds.lift(hold, 'Ratkaistu', approver)).toBeUndefined();
      expect(await holds.lift(hold, 'Ratkaistu', approver)).toBe('hold-lifted');
      expect(await test.ledger.erasures.approve(id, approver)).toBeUndefined();
      const { rows } = await database.query(
        `select kind, facts ->> 'why' as why from audit_entry where kind like 'hold.%' order by id`,
      );
      expect(rows).toEqual([
        { kind: 'hold.put', why: 'Kantelu' },
        { kind: 'hold.lifted', why: 'Ratkaistu' },
      ]);
    },
  );

  it('to the one who asked for it, twice, after a week, and of nobody', async () => {
    await settle();
    const id = await requested();
    expect(await test.ledger.erasures.approve(id, asker)).toBe('erasure-same-person');
    const late = await requested();
    await database.query(`update erasure set requested_at = now() - interval '8 days' where id = $1`, [late]);
    expect(await test.ledger.erasures.approve(late, approver)).toBe('erasure-expired');
    expect(await test.ledger.erasures.approve(id, approver)).toBeUndefined();
    expect(await test.ledger.erasures.approve(id, approver)).toBe('erasure-done');
    expect(await request()).toBe('unknown');
    expect(await test.ledger.erasures.approve(uuid(), approver)).toBe('unknown');
    const clientOf = { team: 'kaarina', decisionId };
    expect(await test.ledger.erasures.request({ subject: { clientOf }, reason: 'x', person: asker })).toBe(
      'client-erased',
    );
    expect(await test.ledger.retention.holds.put({ subject: { clientOf }, reason: 'x', person: asker })).toBe(
      'client-erased',
    );
    expect(await test.ledger.erasures.list(9)).toMatchObject([{ state: 'done' }, { state: 'expired' }]);
  });

  it('in part: the database keeps key, digest and salt together', async () => {
    await settle();
    const part = database.query(
      'update client_key set wrapped_key = null, key_encryption_key_version = null',
    );
    await expect(part).rejects.toMatchObject({ constraint: 'client_key_erased_whole' });
    await fill();
    await expect(database.query('update task_act set details = null')).rejects.toMatchObject({
      code: '42501',
    });
    await erase();
    await expect(database.query(`update task_act set details = 'x'`)).rejects.toMatchObject({
      code: '42501',
    });
    const salted = database.query(
      `insert into audit_salt (client_key, sealed) select id, 'x' from client_key`,
    );
    await expect(salted).rejects.toMatchObject({ code: '40001' });
  });

  it('when an event of the client is being taken: one of the two begins anew', async () => {
    await settle();
    const id = await requested();
    const intake = new pg.Client({ connectionString: test.databaseUrl });
    await intake.connect();
    try {
      await intake.query('begin');
      await intake.query(
        `insert into decision (id, team, decision_id, version, client_key)
         select gen_random_uuid(), 'kaarina', 'LATE-1', 1, id from client_key`,
      );
      const erasing = test.ledger.erasures.approve(id, approver).catch((error: unknown) => error);
      await untilSomebodyWaits();
      await intake.query('commit');
      expect(await erasing).toMatchObject({ code: 'client-changed-meanwhile' });
      expect(await keyOf()).toBeDefined();

      await intake.query('begin');
      await intake.query('select from client_key for update');
      await intake.query(
        `update client_key set erased_at = now(), identifier_index = null, wrapped_key = null,
         key_encryption_key_version = null`,
      );
      const late = database
        .query(
          `insert into decision (id, team, decision_id, version, client_key)
           select gen_random_uuid(), 'kaarina', 'LATE-2', 1, id from client_key`,
        )
        .catch((error: unknown) => error);
      await untilSomebodyWaits();
      await intake.query('commit');
      expect(await late).toMatchObject({ code: '40001' });
    } finally {
      await intake.end();
    }
  });
});

/** On a condition of PostgreSQL itself: a statement of this database waits for a lock. */
async function untilSomebodyWaits(): Promise<void> {
  const look = new pg.Client({ connectionString: test.databaseUrl });
  await look.connect();
  try {
    for (;;) {
      const { rowCount } = await look.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rowCount !== 0) return;
    }
  } finally {
    await look.end();
  }
}
