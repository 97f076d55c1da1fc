import type { ConsentReason, RepairAct, TrackedTask } from '#domain';
import { v7 as uuid } from 'uuid';
import { ToldLedger } from '../../testing/told-ledger.js';
import { repairRound } from './run-repairs.js';

let told: ToldLedger;
beforeAll(async () => {
  told = await ToldLedger.open();
});
afterAll(() => told.stop());
afterEach(() => told.query(`update repair_plan set state = 'done'`));

const PERSON = { index: Buffer.alloc(32, 1), role: 'sysadmin', by: 'sysadmin' };
const REFUSED: Partial<TrackedTask> = { state: 'needs-attention', reason: 'rejected-by-system', attempts: 1 };
const UNCLEAR: Partial<TrackedTask> = { ...REFUSED, reason: 'outcome-unknown', sent: true };

/** A dispatcher whose clock is the test's. */
class Dispatcher {
  ms = Date.now();
  consent: ConsentReason | undefined;
  readonly round = repairRound({
    ledger: told.ledger,
    consentGate: () => this.consent,
    isInstalled: () => true,
    clock: () => new Date(this.ms),
    log: told.log,
  });

  /** One turn after the other, as fast as the clock's owner likes. */
  async turns(count: number, everyMs = 1000): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      await this.round();
      this.ms += everyMs;
    }
  }
}

/** Tasks of a decision each, in these states. */
async function tasksIn(...changes: readonly Partial<TrackedTask>[]): Promise<TrackedTask[]> {
  const tasks: TrackedTask[] = [];
  for (const change of changes) {
    const [task] = await told.decision(uuid(), [{}]);
    if (task === undefined) continue;
    await told.move(task, change);
    tasks.push({ ...task, ...change });
  }
  return tasks;
}

async function planOf(tasks: readonly TrackedTask[], ratePerSecond = 2): Promise<string> {
  const rows = await told.query<{ id: string; revision: number }>(
    'select id, revision from task where id = any($1)',
    [tasks.map(({ id }) => id)],
  );
  return told.ledger.repairs.plan({
    filter: { states: ['needs-attention'], systems: [], endpoints: [], teams: [], reasons: [] },
    reason: 'Yhteys oli poikki',
    ratePerSecond,
    needsSecondPerson: false,
    person: PERSON,
    items: tasks.map(({ id, sent }) => ({
      taskId: id,
      revision: rows.find((row) => row.id === id)?.revision ?? 0,
      verdict: sent ? 'would-ask-first' : 'would-write',
    })),
  });
}

const act = (id: string, what: RepairAct) => told.ledger.repairs.act(id, what, PERSON);
const read = async (id: string) => {
  const plan = await told.ledger.repairs.read(id);
  if (plan === undefined) throw new TypeError('the plan is gone');
  return plan;
};
const stateOf = async ({ id }: TrackedTask) => (await told.ledger.findTask(id))?.task.state;

describe('a running repair plan', () => {
  it('tries each task again as a person would, asks first where something may be there, and tells the log', async () => {
    const tasks = await tasksIn(REFUSED, UNCLEAR);
    const id = await planOf(tasks);
    await act(id, 'run');
    const dispatcher = new Dispatcher();
    await dispatcher.turns(3);
    expect(await Promise.all(tasks.map(stateOf))).toEqual(['queued', 'unknown']);
    expect(await read(id)).toMatchObject({
      state: 'done',
      results: { retried: 2 },
      retriedStates: { queued: 1, unknown: 1 },
    });
    const entries = await told.query(
      `select kind, actor, facts ->> 'repair' as repair from audit_entry where task = $1 and facts ? 'repair'`,
      [tasks[1]!.id],
    );
    expect(entries).toEqual([{ kind: 'task.retried', actor: 'dispatcher', repair: id }]);
    const ends = await told.query<{ facts: object }>(
      `select facts from audit_entry where kind = 'repair.done' and facts ->> 'plan' = $1`,
      [id],
    );
    expect(ends).toEqual([{ facts: { plan: id, results: { retried: 2 } } }]);
    await told.confirm(tasks[0]!);
    expect((await read(id)).retriedStates).toEqual({ confirmed: 1, unknown: 1 });
  });

  it('touches nothing before it is run', async () => {
    const [task] = await tasksIn(REFUSED);
    const id = await planOf([task!]);
    await new Dispatcher().turns(2);
    expect([await stateOf(task!), (await read(id)).state]).toEqual(['needs-attention', 'planned']);
  });

  it('gives a task a turn only so often, whichever dispatcher asks', async () => {
    const tasks = await tasksIn(REFUSED, REFUSED, REFUSED);
    const id = await planOf(tasks);
    await act(id, 'run');
    const [one, other] = [new Dispatcher(), new Dispatcher()];
    const start = one.ms;
    const at = async (ms: number): Promise<number> => {
      one.ms = other.ms = start + ms;
      await Promise.all([one.round(), other.round(), one.round()]);
      return (await read(id)).results.retried ?? 0;
    };
    expect([await at(0), await at(499), await at(500), await at(999), await at(1000)]).toEqual([
      1, 1, 2, 2, 3,
    ]);
  });

  it('is stopped in the middle, and goes on where it was', async () => {
    const tasks = await tasksIn(REFUSED, REFUSED, REFUSED);
    const id = await planOf(tasks);
    await act(id, 'run');
    const dispatcher = new Dispatcher();
    await dispatcher.turns(1);
    expect(await act(id, 'stop')).toBeUndefined();
    await dispatcher.turns(3);
    expect(await Promise.all(tasks.map(stateOf))).toEqual(['queued', 'needs-attention', 'needs-attention']);
    expect(await read(id)).toMatchObject({ state: 'stopped', results: { retried: 1, pending: 2 } });
    await act(id, 'run');
    await dispatcher.turns(3);
    expect(await read(id)).toMatchObject({ state: 'done', results: { retried: 3 } });
  });

  it('stops also the turn that was already taken', async () => {
    const [task] = await tasksIn(REFUSED);
    const id = await planOf([task!]);
    await act(id, 'run');
    const { repairs } = told.ledger;
    const claim = repairs.claim.bind(repairs);
    const between = jest.spyOn(repairs, 'claim').mockImplementation(async (now) => {
      const claimed = await claim(now);
      await act(id, 'stop');
      return claimed;
    });
    await new Dispatcher().round();
    between.mockRestore();
    expect([await stateOf(task!), (await read(id)).results]).toEqual(['needs-attention', { pending: 1 }]);
  });

  it('judges each task again under the lock, and leaves alone what is not as it was', async () => {
    const [moved, paused, kept] = await tasksIn(
      REFUSED,
      { ...REFUSED, endpoint: 'lifecare-paused' },
      REFUSED,
    );
    const id = await planOf([moved!, paused!, kept!]);
    await act(id, 'run');
    // A person took it over and gave it back meanwhile: the same state, but not the same task.
    await told.move(moved!, REFUSED);
    await told.query(`update task set endpoint = 'lifecare-paused' where id = $1`, [paused!.id]);
    await told.ledger.endpoints.pause({
      endpoint: 'lifecare-paused',
      system: 'lifecare',
      actor: 'x',
      reason: 'x',
    });
    const dispatcher = new Dispatcher();
    await dispatcher.turns(2);
    dispatcher.consent = 'consent-withdrawn';
    await dispatcher.turns(2);
    const items = await told.ledger.repairs.listItems(id, -1, 10);
    expect(items.map(({ result, judged, state }) => `${result} ${judged} ${state}`)).toEqual([
      'skipped changed needs-attention',
      'skipped paused needs-attention',
      'skipped consent-ended needs-attention',
    ]);
    expect(await told.query(`select 1 from outbox where task = $1`, [kept!.id])).toEqual([]);
  });

  it('goes on after a task that fails by itself', async () => {
    const tasks = await tasksIn(REFUSED, REFUSED);
    const id = await planOf(tasks);
    await act(id, 'run');
    const dispatcher = new Dispatcher();
    const failing = jest.spyOn(told.ledger.endpoints, 'read').mockRejectedValueOnce(new TypeError('defect'));
    await dispatcher.turns(3);
    failing.mockRestore();
    expect(await read(id)).toMatchObject({ state: 'done', results: { failed: 1, retried: 1 } });
    expect(told.logLines.some((line) => line.includes('repair.item-failed'))).toBe(true);
  });
});
