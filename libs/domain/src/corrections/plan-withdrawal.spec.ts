import { aConfirmedTask, anUnclearTask, aTask } from '../../testing/a-task.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import { planWithdrawal } from './plan-withdrawal.js';

const now = new Date('2026-11-18T08:00:00Z');

const ends = (transitions: readonly Transition[]) =>
  transitions.map(({ task }) => [task.id, task.state, task.reason]);

describe('a withdrawal', () => {
  const sectors: Readonly<Record<string, 'health' | 'social'>> = { lifecare: 'health', proconsona: 'social' };
  const withdrawn = (tasks: readonly TrackedTask[], covers?: readonly ('health' | 'social')[]) =>
    planWithdrawal(tasks, { covers, sectorOf: (endpoint) => sectors[endpoint], now });
  const health = (differences: Partial<TrackedTask> = {}): TrackedTask =>
    aTask({ endpoint: 'lifecare', ...differences });
  const social = (differences: Partial<TrackedTask> = {}): TrackedTask =>
    aTask({ system: 'proconsona', endpoint: 'proconsona', ...differences });

  it('of the whole ends everything that was not sent', () => {
    const tasks = [
      health(),
      social({ state: 'awaiting-person', channel: 'manual' }),
      aTask({ endpoint: 'gone' }),
    ];
    expect(ends(withdrawn(tasks))).toEqual(tasks.map(({ id }) => [id, 'cancelled', 'consent-withdrawn']));
  });

  it('of some sectors ends theirs alone', () => {
    const theirs = social();
    expect(ends(withdrawn([health(), theirs, aTask({ endpoint: 'gone' })], ['social']))).toEqual([
      [theirs.id, 'cancelled', 'consent-withdrawn'],
    ]);
  });

  it.each<[string, Partial<TrackedTask>]>([
    ['a visit', { record: 'visit' }],
    ['the consent', { record: 'consent' }],
    ['a nullify', { operation: 'nullify' }],
    ['what is recorded', { state: 'confirmed', sent: true }],
    ['what a person recorded', { state: 'attested' }],
    ['what is being written', { state: 'recording', sent: true }],
    ['what is being looked up', { state: 'unknown', sent: true }],
    ['what is withheld for another reason', { state: 'withheld', reason: 'consent-expired' }],
  ])('leaves %s', (_what, differences) => {
    expect(withdrawn([health(differences)])).toEqual([]);
  });

  it('looks once more for what may have been written', () => {
    const task = anUnclearTask({ endpoint: 'lifecare' });
    expect(withdrawn([task])).toMatchObject([{ task: { state: 'unknown', sent: true }, wakeAt: now }]);
  });

  it('leaves the version that is recorded when a replace of it was not sent', () => {
    const replace = health({ version: 2, operation: 'replace' });
    expect(ends(withdrawn([aConfirmedTask({ endpoint: 'lifecare' }), replace]))).toEqual([
      [replace.id, 'cancelled', 'consent-withdrawn'],
    ]);
  });
});
