import { v7 as uuid } from 'uuid';
import { aTask } from '#domain/testing';
import type { Decision, TaskId, TrackedTask, Transition } from '#domain';
import { aDecision, openTestLedger, storeDecision } from '#ledger/testing';
import type { TestLedger } from '#ledger/testing';
import type { WorklistFilter, WorklistReach } from './list-worklist.js';

const KELA = 'kela@tiimi.example';
const ORGANISATION = '0246246-0';
const PAST = new Date('2020-01-02T10:00:00Z');
const FUTURE = new Date('2099-01-02T10:00:00Z');

let test: TestLedger;
let own: WorklistReach;
let organisation: WorklistReach;
beforeAll(async () => {
  test = await openTestLedger();
  const { index } = test.ledger;
  own = { person: index.of('participant-address', KELA) };
  organisation = { organisation: index.of('organisation', ORGANISATION) };
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.ledger.transaction(async (tx) => {
    await tx.deleteFrom('outbox').execute();
    await tx
      .updateTable('task')
      .set({ recorder_index: null, recorder_organisation: null, handed_to_index: null })
      .execute();
  });
});

const decisionOf = (decisionId: string, team = 'kaarina'): Decision => ({
  ...aDecision(decisionId),
  team,
  participants: [
    {
      id: 'kela',
      role: 'kela-specialist',
      name: 'Kaisa Kela',
      organisation: { name: 'Kansaneläkelaitos', businessId: ORGANISATION },
      email: KELA,
    },
    {
      id: 'silent',
      role: 'other',
      name: 'Osmo Osoitteeton',
      organisation: { name: 'Kansaneläkelaitos', businessId: ORGANISATION },
    },
  ],
});

const kelaTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({
    id: uuid() as TaskId,
    system: 'kela',
    endpoint: 'kela',
    channel: 'manual',
    recorder: 'kela',
    state: 'awaiting-person',
    dueAt: FUTURE,
    contentDigest: 'aabb',
    ...differences,
  });

/** Stored as intake does, then put where the test wants it. */
async function stored(task: TrackedTask, decision = decisionOf(uuid())): Promise<TrackedTask> {
  const { reason: _later, evidence: _later2, ...planned } = task;
  await storeDecision(test.ledger, decision, [{ ...planned, state: 'waiting' }]);
  const there = { ...task, team: decision.team, decisionId: decision.decisionId };
  await test.ledger.withDecision({ taskId: task.id }, (locked) =>
    locked.save({ actor: 'test', transitions: [{ task: there, event: 'task.queued' } satisfies Transition] }),
  );
  return there;
}

async function ids(reach: WorklistReach, filter: WorklistFilter): Promise<readonly string[]> {
  const { tasks } = await test.ledger.listWorklist(reach, filter, { limit: 50 });
  return tasks.map(({ id }) => id);
}

const attested = (at: string): Partial<TrackedTask> => ({
  state: 'attested',
  evidence: { level: 'attested', targetId: 'x', targetVersion: '1', at, by: 'kela' },
});

describe('the worklist', () => {
  it('has what waits for a person, nearest deadline first, and nothing that an adapter has', async () => {
    const later = await stored(kelaTask());
    const sooner = await stored(
      kelaTask({ dueAt: PAST, state: 'needs-attention', reason: 'retries-exhausted' }),
    );
    const queued = await stored(kelaTask({ channel: 'automatic', state: 'queued' }));
    await stored(kelaTask(attested('2026-11-20T10:00:00Z')));
    expect(await ids(own, { part: 'to-do' })).toEqual([sooner.id, later.id]);
    expect(await ids(own, { part: 'open' })).toEqual([sooner.id, later.id, queued.id].sort(byDue(sooner.id)));
  });

  it('is the organisation’s with those who have no address, and nobody’s without either', async () => {
    const mine = await stored(kelaTask());
    const silent = await stored(kelaTask({ recorder: 'silent' }));
    expect(await ids(own, { part: 'to-do' })).toEqual([mine.id]);
    expect((await ids(organisation, { part: 'to-do' })).toSorted()).toEqual([mine.id, silent.id].toSorted());
    expect(await ids({ ...own, ...organisation }, { part: 'to-do' })).toHaveLength(2);
    expect(await ids({}, { part: 'to-do' })).toEqual([]);
    expect(
      await ids({ person: test.ledger.index.of('participant-address', 'x@y.example') }, { part: 'open' }),
    ).toEqual([]);
  });

  it('has what was handed to somebody, who alone is to do it; whoever handed it on still sees it', async () => {
    const task = await stored(kelaTask());
    const other = test.ledger.index.of('participant-address', 'toinen@tiimi.example');
    await test.ledger.transaction((tx) =>
      tx.updateTable('task').set({ handed_to_index: other }).where('id', '=', task.id).execute(),
    );
    expect(await ids({ person: other }, { part: 'to-do' })).toEqual([task.id]);
    expect(await ids(own, { part: 'to-do' })).toEqual([]);
    expect(await ids(own, { part: 'open' })).toEqual([task.id]);
    expect((await test.ledger.countWorklist(own)).own).toEqual({ waiting: 0, overdue: 0 });
  });

  it('is narrowed by system, team, decision and deadline', async () => {
    const late = await stored(kelaTask({ dueAt: PAST }), decisionOf('KAA-77'));
    const ura = await stored(kelaTask({ system: 'ura', endpoint: 'ura' }), decisionOf(uuid(), 'turku'));
    expect(await ids(own, { part: 'to-do', overdue: true })).toEqual([late.id]);
    expect(await ids(own, { part: 'to-do', system: 'ura' })).toEqual([ura.id]);
    expect(await ids(own, { part: 'to-do', team: 'turku' })).toEqual([ura.id]);
    expect(await ids(own, { part: 'to-do', decisionId: 'KAA-77' })).toEqual([late.id]);
    expect(await ids(own, { part: 'to-do', decisionId: 'KAA-7' })).toEqual([]);
  });

  it('has what was acknowledged, newest first', async () => {
    const first = await stored(kelaTask(attested('2026-11-18T10:00:00Z')));
    const second = await stored(kelaTask(attested('2026-11-19T10:00:00Z')));
    await stored(kelaTask());
    expect(await ids(own, { part: 'acknowledged' })).toEqual([second.id, first.id]);
  });

  it.each(['to-do', 'acknowledged'] as const)(
    'goes through %s page by page, each task once',
    async (part) => {
      const at = part === 'acknowledged' ? attested('2026-11-18T10:00:00Z') : {};
      const all = await Promise.all([1, 2, 3, 4, 5].map(() => stored(kelaTask(at))));
      const seen: string[] = [];
      let after: Parameters<typeof test.ledger.listWorklist>[2]['after'];
      do {
        const page = await test.ledger.listWorklist(own, { part }, { after, limit: 2 });
        seen.push(...page.tasks.map(({ id }) => id));
        after = page.next;
      } while (after !== undefined);
      expect(seen).toHaveLength(5);
      expect(seen.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    },
  );

  it('is counted: the person’s and the organisation’s, with what is late, and the teams', async () => {
    await stored(kelaTask({ dueAt: PAST }));
    await stored(kelaTask(), decisionOf(uuid(), 'turku'));
    await stored(kelaTask({ recorder: 'silent', dueAt: PAST }));
    await stored(kelaTask({ channel: 'automatic', state: 'queued' }));
    expect(await test.ledger.countWorklist({ ...own, ...organisation })).toEqual({
      own: { waiting: 2, overdue: 1 },
      organisation: { waiting: 3, overdue: 2 },
      teams: ['kaarina', 'turku'],
    });
    expect(await test.ledger.countWorklist({})).toEqual({
      own: { waiting: 0, overdue: 0 },
      organisation: { waiting: 0, overdue: 0 },
      teams: [],
    });
  });
});

/** The late one first; ids decide among those with one deadline. */
const byDue =
  (first: string) =>
  (one: string, other: string): number => {
    if (one === first) return -1;
    if (other === first) return 1;
    return one < other ? -1 : 1;
  };
