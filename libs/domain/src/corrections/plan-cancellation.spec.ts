import { aConfirmedTask, anAttestedTask, anUnclearTask, aTask } from '../../testing/a-task.js';
import { blockingOf } from '../task-state/blocking.js';
import { releaseWaiting } from '../task-state/release-waiting.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { TaskId } from '../task.js';
import { endIfOvertaken } from './overtaken.js';
import { planCancellation } from './plan-cancellation.js';

const now = new Date('2026-11-18T08:00:00Z');

const ends = (transitions: readonly Transition[]) =>
  transitions.map(({ task }) => [task.id, task.state, task.reason]);

describe('a cancellation', () => {
  const cancelled = (tasks: readonly TrackedTask[], isCopied = () => false) =>
    planCancellation(tasks, { now, isCopied });

  it('nullifies each written series, by the task that wrote newest', () => {
    const old = aConfirmedTask();
    const newer = aConfirmedTask({ version: 2, operation: 'replace' });
    const { additions } = cancelled([old, newer, anAttestedTask({ record: 'plan' })]);
    expect(additions.map(({ operation, written }) => [operation, written.record, written.version])).toEqual([
      ['nullify', 'recommendation', 2],
      ['nullify', 'plan', 1],
    ]);
  });

  it.each<[string, Partial<TrackedTask>]>([
    ['queued', { state: 'queued' }],
    ['waiting', { state: 'waiting' }],
    ['retrying', { state: 'retrying', attempts: 2 }],
    ['awaiting a person', { state: 'awaiting-person', channel: 'manual' }],
    ['refused by its system', { state: 'needs-attention', reason: 'rejected-by-system' }],
    [
      'said by a person not to be recordable, though it may have been sent',
      { state: 'needs-attention', reason: 'person-cannot-record', sent: true },
    ],
  ])('ends what is %s', (_what, differences) => {
    const task = aTask(differences);
    const { additions, transitions } = cancelled([task]);
    expect(additions).toEqual([]);
    expect(ends(transitions)).toEqual([[task.id, 'cancelled', 'decision-cancelled']]);
    expect(transitions[0]?.task.sent).toBe(false);
  });

  it('leaves what is withheld as it is', () => {
    expect(cancelled([aTask({ state: 'withheld', reason: 'consent-missing' })])).toEqual({
      additions: [],
      transitions: [],
    });
  });

  it.each(['recording', 'unknown', 'unconfirmed'] as const)(
    'lets what is %s be resolved first: its nullify waits',
    (state) => {
      const task = aTask({ state, sent: true, attempts: 1 });
      const { additions, transitions } = cancelled([task]);
      expect(additions).toHaveLength(1);
      expect(transitions).toEqual([]);
      const nullify = aTask({ operation: 'nullify', state: 'waiting' });
      expect(blockingOf(nullify, [task, nullify])).toEqual({ kind: 'waits' });
    },
  );

  it('looks once more for what a person should have found out', () => {
    const task = anUnclearTask();
    const { additions, transitions } = cancelled([task]);
    expect(additions).toHaveLength(1);
    expect(transitions).toMatchObject([{ task: { id: task.id, state: 'unknown', sent: true }, wakeAt: now }]);
  });

  it.each<[string, Partial<TrackedTask>]>([
    ['queued', { state: 'queued' }],
    ['sent', { state: 'unknown', sent: true }],
  ])('does not double a nullify that is %s', (_how, differences) => {
    const open = aTask({ version: 2, operation: 'nullify', ...differences });
    expect(cancelled([aConfirmedTask(), open])).toEqual({ additions: [], transitions: [] });
  });

  it('nullifies nothing that is nullified already', () => {
    expect(cancelled([aConfirmedTask(), aConfirmedTask({ version: 2, operation: 'nullify' })])).toEqual({
      additions: [],
      transitions: [],
    });
  });
});

describe('the order of a cancellation', () => {
  const consent = aConfirmedTask({ record: 'consent' });
  const recommendation = aConfirmedTask({ after: ['lifecare/consent'] });
  const inKanta = aConfirmedTask({ system: 'kanta', endpoint: 'kanta', after: ['lifecare/recommendation'] });

  const orderOf = (tasks: readonly TrackedTask[], copied: readonly string[] = []) =>
    Object.fromEntries(
      planCancellation(tasks, { now, isCopied: (endpoint) => copied.includes(endpoint) }).additions.map(
        ({ written, after }) => [`${written.system}/${written.record}`, after],
      ),
    );

  it('is the reverse of the order in which it was recorded', () => {
    expect(orderOf([consent, recommendation, inKanta])).toEqual({
      'kanta/recommendation': [],
      'lifecare/recommendation': ['kanta/recommendation'],
      'lifecare/consent': ['lifecare/recommendation'],
    });
  });

  it('lets what Lifecare archives itself follow Lifecare: it could never be confirmed before', () => {
    expect(orderOf([consent, recommendation, inKanta], ['kanta'])).toEqual({
      'kanta/recommendation': ['lifecare/recommendation'],
      'lifecare/recommendation': [],
      'lifecare/consent': ['lifecare/recommendation'],
    });
  });

  it('never goes in a circle, whatever the practices of two versions said', () => {
    const one = aConfirmedTask({ record: 'consent', after: ['lifecare/recommendation'] });
    const other = aConfirmedTask({ version: 2, after: ['lifecare/consent'] });
    const self = aConfirmedTask({ record: 'plan', after: ['lifecare/plan'] });
    let tasks: TrackedTask[] = [one, other, self];
    const { additions } = planCancellation(tasks, { now, isCopied: () => false });
    const nullifies = additions.map(({ written, after }) =>
      aTask({ record: written.record, operation: 'nullify', after, state: 'waiting' }),
    );
    tasks = [...tasks, ...nullifies];
    for (let round = 0; round < nullifies.length; round += 1) {
      const moved = releaseWaiting(tasks, () => true, { now });
      const done = new Map<TaskId, TrackedTask>(
        moved.map(({ task }) => [task.id, { ...task, state: 'confirmed', sent: true }]),
      );
      tasks = tasks.map((task) => done.get(task.id) ?? task);
    }
    expect(tasks.map(({ state }) => state)).toEqual(tasks.map(() => 'confirmed'));
  });

  it('waits while the nullify before it needs a person, and for nothing else of that name', () => {
    const first = aTask({ operation: 'nullify', state: 'awaiting-person', channel: 'manual' });
    const second = aTask({
      record: 'consent',
      operation: 'nullify',
      state: 'waiting',
      after: ['lifecare/recommendation'],
    });
    expect(blockingOf(second, [first, second])).toEqual({ kind: 'waits' });
    const gone: TrackedTask = { ...first, state: 'cancelled', reason: 'nothing-to-nullify' };
    expect(blockingOf(second, [gone, second])).toEqual({ kind: 'free' });
    const unsettled = aTask({
      endpoint: 'elsewhere',
      state: 'needs-attention',
      reason: 'rejected-by-system',
    });
    expect(blockingOf(second, [unsettled, gone, second])).toEqual({ kind: 'free' });
  });
});

describe('after a cancellation', () => {
  const create = aTask({ state: 'retrying', attempts: 1 });
  const nullify = aTask({ operation: 'nullify', state: 'waiting' });

  it('a write that turns out never to have happened ends cancelled, and its nullify finds nothing', () => {
    const { task } = endIfOvertaken(
      { task: create, event: 'attempt.ended', wakeAt: now },
      { tasks: [create, nullify], cancelled: true },
    );
    expect(task).toMatchObject({ state: 'cancelled', reason: 'decision-cancelled' });
    expect(releaseWaiting([task, nullify], () => true, { now })).toMatchObject([
      { task: { id: nullify.id, state: 'cancelled', reason: 'nothing-to-nullify' } },
    ]);
  });

  it('nothing is written any more, though no nullify waits', () => {
    const { task, wakeAt } = endIfOvertaken(
      { task: create, event: 'attempt.ended', wakeAt: now },
      { tasks: [create], cancelled: true },
    );
    expect([task.state, wakeAt]).toEqual(['cancelled', undefined]);
  });

  it('a nullify is tried again', () => {
    const again: Transition = {
      task: { ...nullify, state: 'retrying' },
      event: 'attempt.ended',
      wakeAt: now,
    };
    expect(endIfOvertaken(again, { tasks: [nullify], cancelled: true })).toBe(again);
  });
});
