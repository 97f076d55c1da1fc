import { randomUUID } from 'node:crypto';
import type { TaskId, TrackedTask } from '#domain';
import { createLogger } from '#observability';
import { v7 as uuid } from 'uuid';
import pg from 'pg';
import { aConfirmedTask, aPolicy, aTask } from '#domain/testing';
import { aDecision, openTestLedger, PERSON, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import { EQUAL, RECEIPT, ScriptedAdapter } from '../../testing/scripted-adapter.js';
import type { LookUpOutcome } from '../adapter.js';
import { rereadNext } from './reread-record.js';

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

const DAY = '2026-11-17';
const EVIDENCE = { level: 'verified', ...RECEIPT, at: '2026-11-17T12:00:00.000Z' } as const;
const CHANGED: LookUpOutcome = {
  kind: 'found',
  matches: false,
  differences: ['content'],
  recorded: RECEIPT,
  code: 'differs',
};
const ABSENT: LookUpOutcome = { kind: 'absent', code: 'absent' };

async function confirmedTasks(endpoint: string, ...differences: Partial<TrackedTask>[]) {
  const tasks = differences.map((different) =>
    aTask({ id: uuid() as TaskId, contentDigest: 'aabb', endpoint, ...different }),
  );
  const decision = aDecision(uuid());
  await storeDecision(test.ledger, decision, tasks);
  await test.ledger.withDecision(decision, ({ tasks: stored, save }) =>
    save({
      actor: 'test',
      transitions: stored.map((task) => ({
        task: { ...aConfirmedTask(), ...task, state: 'confirmed', evidence: EVIDENCE },
        event: 'task.confirmed',
      })),
    }),
  );
  return tasks;
}

function aLook(endpoint: string, outcome: LookUpOutcome, consent?: 'consent-withdrawn') {
  const adapter = new ScriptedAdapter();
  adapter.onLookUp = () => Promise.resolve(outcome);
  const lines: string[] = [];
  const look = (): Promise<boolean> =>
    rereadNext(
      { endpoint, adapter, policy: aPolicy({ settleMs: 0 }) },
      {
        ledger: test.ledger,
        consentGate: () => consent,
        worker: 'test-worker',
        log: createLogger({
          app: 'test',
          level: 'debug',
          destination: { write: (line) => lines.push(line) },
        }),
      },
    );
  return { adapter, look, lines };
}

const findings = async () =>
  (await test.ledger.listFindings(10)).map(({ kind, taskId, day }) => ({ kind, taskId, day }));

const rereads = async (): Promise<number> =>
  Number((await client.query('select from record_reread')).rowCount);

describe('the day’s sample of confirmed records', () => {
  it('is a share of each endpoint’s, and at least one, and chosen once a day', async () => {
    const records = ['consent', 'recommendation', 'plan', 'measures'] as const;
    await confirmedTasks('few', {});
    await confirmedTasks('many', ...records.map((record) => ({ record })));
    expect(await test.ledger.chooseRereads(DAY, 0.5)).toBe(3);
    expect(await test.ledger.chooseRereads(DAY, 0.5)).toBeUndefined();
    expect(await test.ledger.chooseRereads('2026-11-18', 0.01)).toBeLessThanOrEqual(2);
  });

  it('holds no record that is not confirmed, and none that a newer version replaced', async () => {
    await confirmedTasks('lifecare-varha', {}, { version: 2, operation: 'replace' });
    await storeDecision(test.ledger, aDecision(uuid()), [
      aTask({ id: uuid() as TaskId, contentDigest: 'aabb', endpoint: 'lifecare-varha' }),
    ]);
    expect(await test.ledger.chooseRereads(DAY, 1)).toBe(1);
    const { rows } = await client.query('select t.version from record_reread r join task t on t.id = r.task');
    expect(rows).toEqual([{ version: 2 }]);
  });
});

describe('looking at a confirmed record once more', () => {
  const endpoint = randomUUID();

  it('finds nothing where it is as it was confirmed, and says so on the audit log', async () => {
    const [task] = await confirmedTasks(endpoint, {});
    await test.ledger.chooseRereads(DAY, 1);
    const { adapter, look } = aLook(endpoint, EQUAL);
    expect(await look()).toBe(true);
    expect(await look()).toBe(false);
    expect(adapter.lookedUp).toMatchObject([{ taskId: task?.id, clientIdentifier: { value: PERSON.code } }]);
    expect(adapter.written).toEqual([]);
    expect(await findings()).toEqual([]);
    const { rows } = await client.query(`select task, facts from audit_entry where kind = 'record.reread'`);
    expect(rows).toEqual([{ task: task?.id, facts: expect.objectContaining({ outcome: 'found' }) }]);
  });

  it('makes a finding of a record that somebody changed, and settles nothing', async () => {
    const [task] = await confirmedTasks(endpoint, {});
    await test.ledger.chooseRereads(DAY, 1);
    const { look, lines } = aLook(endpoint, CHANGED);
    await look();
    expect(await findings()).toEqual([
      { kind: 'record-drifted', taskId: task?.id, day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    ]);
    expect((await test.ledger.findTask(task?.id ?? ''))?.task.state).toBe('confirmed');
    expect(lines.join('')).toContain('record.differs');
  });

  it('believes that a record is gone when it was missing twice', async () => {
    await confirmedTasks(endpoint, {});
    await test.ledger.chooseRereads(DAY, 1);
    const { look } = aLook(endpoint, ABSENT);
    await look();
    expect(await findings()).toEqual([]);
    await look();
    expect(await findings()).toMatchObject([{ kind: 'record-gone' }]);
    expect(await rereads()).toBe(0);
  });

  it('looks again later when the system gives no answer', async () => {
    await confirmedTasks(endpoint, {});
    await test.ledger.chooseRereads(DAY, 1);
    const { look } = aLook(endpoint, { kind: 'not-now', code: '503' });
    await look();
    expect(await look()).toBe(false);
    expect([await findings(), await rereads()]).toEqual([[], 1]);
  });

  it('asks nothing that the consent does not allow any more', async () => {
    await confirmedTasks(endpoint, {});
    await test.ledger.chooseRereads(DAY, 1);
    const { adapter, look } = aLook(endpoint, EQUAL, 'consent-withdrawn');
    await look();
    expect([adapter.lookedUp, await rereads()]).toEqual([[], 0]);
  });

  it('is done by one of many', async () => {
    await confirmedTasks(endpoint, {});
    await test.ledger.chooseRereads(DAY, 1);
    const looks = [1, 2, 3].map(() => aLook(endpoint, EQUAL));
    await Promise.all(looks.map(({ look }) => look()));
    expect(looks.flatMap(({ adapter }) => adapter.lookedUp)).toHaveLength(1);
  });
});
