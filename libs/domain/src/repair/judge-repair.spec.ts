import { aConfirmedTask, anAttestedTask, anUnclearTask, aTask } from '../../testing/a-task.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { judgeRepair } from './judge-repair.js';
import type { RepairSetting, RepairVerdict } from './judge-repair.js';

const NOW = new Date('2026-11-22T10:00:00Z');
const setting = (tasks: readonly TrackedTask[], differences: Partial<RepairSetting> = {}): RepairSetting => ({
  now: NOW,
  tasks,
  cancelled: false,
  isInstalled: () => true,
  consent: undefined,
  isPaused: false,
  ...differences,
});
const verdictOf = (task: TrackedTask, differences: Partial<RepairSetting> = {}): RepairVerdict =>
  judgeRepair(task, setting([task], differences)).verdict;

const refused = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ state: 'needs-attention', reason: 'rejected-by-system', attempts: 1, ...differences });

describe('the verdict of a repair', () => {
  it.each<[RepairVerdict, TrackedTask, Partial<RepairSetting>]>([
    ['would-write', refused(), {}],
    ['would-write', aTask({ state: 'retrying', failures: 3 }), {}],
    ['would-write', aTask(), {}],
    ['would-ask-first', anUnclearTask(), {}],
    ['would-ask-first', anUnclearTask(), { consent: 'consent-withdrawn' }],
    ['paused', refused(), { isPaused: true }],
    ['paused', anUnclearTask(), { isPaused: true }],
    ['not-installed', refused(), { isInstalled: () => false }],
    ['consent-ended', refused(), { consent: 'consent-withdrawn' }],
    ['consent-ended', refused(), { consent: 'consent-expired', isPaused: true }],
    ['consent-ended', aTask({ state: 'withheld', reason: 'consent-expired' }), {}],
    ['consent-ended', aTask({ state: 'cancelled', reason: 'consent-withdrawn' }), {}],
    ['cancelled', aTask({ state: 'cancelled', reason: 'decision-cancelled' }), {}],
    ['cancelled', refused(), { cancelled: true }],
    ['superseded', aTask({ state: 'superseded', reason: 'newer-version' }), {}],
    ['confirmed', aConfirmedTask(), {}],
    ['attested', anAttestedTask(), {}],
    ['by-hand', aTask({ channel: 'manual', state: 'awaiting-person' }), {}],
    ['waits', aTask({ state: 'waiting' }), {}],
    ['in-flight', aTask({ state: 'unknown', sent: true }), {}],
    ['in-flight', aTask({ state: 'recording', sent: true }), {}],
  ])('is %s', (verdict, task, differences) => {
    expect(verdictOf(task, differences)).toBe(verdict);
  });

  it('is that it waits while the record before it is not there', () => {
    const consent = aTask({ record: 'consent', state: 'retrying' });
    const task = refused({ after: ['lifecare/consent'] });
    expect(judgeRepair(task, setting([consent, task])).verdict).toBe('waits');
  });

  it('is superseded where a newer version waits', () => {
    const task = refused();
    const newer = aTask({ version: 2, state: 'waiting' });
    expect(judgeRepair(task, setting([task, newer])).verdict).toBe('superseded');
  });

  it('has steps to save only where something is done', () => {
    const changes = (task: TrackedTask, differences: Partial<RepairSetting> = {}): string[] =>
      judgeRepair(task, setting([task], differences)).transitions.map(
        ({ event, task: { state } }) => `${event} ${state}`,
      );
    expect(changes(refused())).toEqual(['task.retried waiting', 'task.queued queued']);
    expect(changes(anUnclearTask())).toEqual(['task.retried unknown']);
    expect(changes(refused(), { isPaused: true })).toEqual([]);
    expect(changes(refused(), { cancelled: true })).toEqual([]);
    expect(changes(refused(), { consent: 'consent-withdrawn' })).toEqual([]);
  });
});
