import type { Decision } from '#domain';
import { aDecision } from './decisions.js';
import { startHouse } from './house.js';
import type { House } from './house.js';
import { anEvent, isLifecare } from './house/gateway-client.js';
import type { Fault } from './house/stand-in.js';
import type { DecisionView, TaskView, TaskWithAttempts } from './house/views.js';
import { waitUntil } from './house/wait-until.js';
import { clientOf, expectNoBlindRepeat, expectNoDoubles, untilRecorded } from './recorded.js';

let house: House;
let next = 0;

beforeAll(async () => {
  house = await startHouse();
  // What this fetches once, it keeps: who may read, and the adapter's access token.
  await deliver(newDecision());
});
afterEach(async () => {
  await house.lifecare.clearFaults();
  expectNoDoubles(await house.lifecare.journal());
  await expectNoBlindRepeat(house);
});
afterAll(() => house.stop());

const newDecision = (): Decision => aDecision(next++);

async function deliver(decision: Decision): Promise<DecisionView> {
  await house.gateway.deliver(anEvent(decision));
  return untilRecorded(house, decision);
}

/** Sends a decision while the fault is on. */
async function sendInto(fault: Fault): Promise<Decision> {
  await house.lifecare.fault(fault);
  const decision = newDecision();
  await house.gateway.deliver(anEvent(decision));
  return decision;
}

/** Of the decision's consent, which is the first that is written. */
async function firstTask({ team, decisionId }: Decision): Promise<TaskWithAttempts> {
  const { tasks } = await house.gateway.decision(team, decisionId);
  const first = tasks.find((task) => isLifecare(task) && task.record === 'consent');
  return house.gateway.task(first?.id ?? '');
}

const untilFirst = (what: string, decision: Decision, holds: (task: TaskWithAttempts) => boolean) =>
  waitUntil(`${decision.decisionId} ${what}`, () => firstTask(decision), holds);

const attemptsOf = ({ attemptLog }: TaskWithAttempts): string[] =>
  attemptLog.map(({ kind, outcome }) => `${kind} ${outcome ?? 'runs'}`);

const rowsOf = async ({ client }: Decision) =>
  (await house.lifecare.journal()).filter((row) => row.client === clientOf(client));

const statesOf = ({ tasks }: { tasks: readonly TaskView[] }): string[] =>
  tasks.filter(isLifecare).map(({ state }) => state);

async function expectRecordedOnce(decision: Decision): Promise<TaskWithAttempts> {
  await untilRecorded(house, decision);
  const rows = await rowsOf(decision);
  expect(rows.map(({ record, operation, version }) => [record, operation, version])).toEqual([
    ['consent', 'create', '1'],
    ['recommendation', 'create', '1'],
  ]);
  const first = await firstTask(decision);
  expect(first).toMatchObject({ state: 'confirmed', evidence: { level: 'verified' } });
  return first;
}

describe('a record system that cannot be reached', () => {
  it('down, with nothing sent: costs no attempt, and is written when it is back', async () => {
    await house.restart('lifecare');
    const decision = await sendInto({ mode: 'down' });
    const waiting = await untilFirst(
      'was tried twice and is put back',
      decision,
      ({ state, attemptLog }) => attemptLog.length >= 2 && (state === 'queued' || state === 'retrying'),
    );
    expect(waiting.attempts).toBe(0);
    expect(new Set(waiting.attemptLog.map(({ outcome }) => outcome))).toEqual(new Set(['not-now']));
    await house.lifecare.clearFaults();
    expect((await expectRecordedOnce(decision)).attempts).toBe(1);
  });

  it('down in the middle of a conversation: what was sent is unclear, so it is asked before it is sent again', async () => {
    await deliver(newDecision());
    const decision = await sendInto({ mode: 'down' });
    await untilFirst(
      'is unknown and was asked for',
      decision,
      ({ state, attemptLog }) => state === 'unknown' && attemptLog.length >= 2,
    );
    await house.lifecare.clearFaults();
    await expectRecordedOnce(decision);
  });

  it('refusing connections: costs no attempt, and is written when it is back', async () => {
    await house.app('sandbox').takeDown();
    const decision = newDecision();
    await house.gateway.deliver(anEvent(decision));
    const waiting = await untilFirst(
      'was tried twice and is put back',
      decision,
      ({ state, attemptLog }) => attemptLog.length >= 2 && state === 'queued',
    );
    expect(waiting.attempts).toBe(0);
    await house.app('sandbox').start();
    expect((await expectRecordedOnce(decision)).attempts).toBe(1);
  });

  it('with an access token that comes too late: nothing is sent, no attempt counted, and written once it is there', async () => {
    await house.restart('lifecare');
    const decision = await sendInto({ mode: 'slow-token', value: 2_500 });
    const waiting = await untilFirst(
      'was put back',
      decision,
      ({ state, attemptLog }) => attemptLog.length >= 1 && state === 'queued',
    );
    expect(waiting.attempts).toBe(0);
    expect((await expectRecordedOnce(decision)).attempts).toBe(1);
  });
});

describe('a record system that answers badly', () => {
  it.each([
    [
      'drop-before',
      { mode: 'drop-before', count: 1 },
      2,
      ['write unknown', 'look-up absent', 'look-up absent', 'write recorded'],
    ],
    ['drop-after', { mode: 'drop-after', count: 1 }, 1, ['write unknown', 'look-up found']],
    [
      '500 to a write',
      { mode: 'status', value: 500, count: 1 },
      2,
      ['write unknown', 'look-up absent', 'look-up absent', 'write recorded'],
    ],
    ['503 to a write', { mode: 'status', value: 503, count: 1 }, 2, ['write not-now', 'write recorded']],
    ['429 to a write', { mode: 'status', value: 429, count: 1 }, 2, ['write not-now', 'write recorded']],
    [
      'an answer after the deadline',
      { mode: 'latency', value: 2_000, count: 1 },
      1,
      ['write unknown', 'look-up found'],
    ],
    ['slow answers within the deadline', { mode: 'latency', value: 250 }, 1, ['write recorded']],
  ])('%s: the record is there once in the end', async (_, fault: Fault, attempts, log) => {
    const decision = await sendInto(fault);
    const first = await expectRecordedOnce(decision);
    expect(first.attempts).toBe(attempts);
    expect(attemptsOf(first)).toEqual(log);
  });

  it.each([503, 429])('%i with Retry-After is obeyed: not a moment earlier', async (value) => {
    const decision = await sendInto({ mode: 'status', value, count: 1 });
    const { id } = await expectRecordedOnce(decision);
    const [wait] = await house.ledger.query<{ ms: number }>(
      `select 1000 * extract(epoch from b.begun_at - a.ended_at)::float8 as ms
       from attempt a join attempt b on b.task = a.task and b.number = 2 where a.task = $1 and a.number = 1`,
      [id],
    );
    expect(wait?.ms).toBeGreaterThanOrEqual(1_000);
  });

  it.each([
    ['500 to everything', { mode: 'status', value: 500 }],
    ['503 to everything', { mode: 'status', value: 503 }],
    ['429 to everything', { mode: 'status', value: 429 }],
    ['every answer too late', { mode: 'latency', value: 2_000 }],
    ['every write lost before it is stored', { mode: 'drop-before' }],
    ['every answer lost after it is stored', { mode: 'drop-after' }],
  ])('%s, for a while: the record is there once when it is over', async (_, fault: Fault) => {
    const decision = await sendInto(fault);
    await untilFirst(
      'was tried again, or needed no more',
      decision,
      ({ attemptLog }) => attemptLog.length >= 3 || attemptLog.some(({ outcome }) => outcome === 'found'),
    );
    await house.lifecare.clearFaults();
    await expectRecordedOnce(decision);
  });

  it.each([
    ['422', { mode: 'status', value: 422, count: 1 }],
    ['that the client is unknown', { mode: 'unknown-client', count: 1 }],
    ['that we have no rights', { mode: 'no-rights', count: 1 }],
  ])(
    '%s: a person has to look, nothing is sent again, and what comes after it waits',
    async (_, fault: Fault) => {
      const decision = await sendInto(fault);
      const view = await house.until(
        'needs attention',
        decision,
        ({ status }) => status === 'needs-attention',
      );
      expect(statesOf(view)).toEqual(['needs-attention', 'waiting']);
      expect(await firstTask(decision)).toMatchObject({ reason: 'rejected-by-system', attempts: 1 });
      await deliver(newDecision());
      expect(statesOf(await house.gateway.decision(decision.team, decision.decisionId))).toEqual([
        'needs-attention',
        'waiting',
      ]);
      expect(await rowsOf(decision)).toEqual([]);
    },
  );
});

describe('a record system that lies', () => {
  it('saying that it stored what it did not: the read-back tells, and a person has to look', async () => {
    const decision = await sendInto({ mode: 'not-stored', count: 1 });
    const view = await house.until('needs attention', decision, ({ status }) => status === 'needs-attention');
    expect(statesOf(view)).toEqual(['needs-attention', 'waiting']);
    const first = await firstTask(decision);
    expect(first).toMatchObject({ reason: 'read-back-differs', attempts: 1 });
    expect(attemptsOf(first)[0]).toBe('write recorded');
    expect(await rowsOf(decision)).toEqual([]);
  });

  it('storing it under another client: the read-back tells, a person has to look, and it is not written again', async () => {
    const before = (await house.lifecare.journal()).length;
    const decision = await sendInto({ mode: 'wrong-client', count: 1 });
    const view = await house.until('needs attention', decision, ({ status }) => status === 'needs-attention');
    expect(statesOf(view)).toEqual(['needs-attention', 'waiting']);
    expect(await firstTask(decision)).toMatchObject({ reason: 'read-back-differs', attempts: 1 });
    await deliver(newDecision());
    expect(await rowsOf(decision)).toEqual([]);
    expect(await house.lifecare.journal()).toHaveLength(before + 3);
  });
});
