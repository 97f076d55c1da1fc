import { aConfirmedTask, anUnclearTask, aTask } from '../../testing/a-task.js';
import { releaseWaiting } from '../task-state/release-waiting.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { DutyFacts } from './change-series.js';
import { endIfOvertaken } from './overtaken.js';
import { planChanges } from './plan-changes.js';

const now = new Date('2026-11-18T08:00:00Z');

const ends = (transitions: readonly Transition[]) =>
  transitions.map(({ task }) => [task.id, task.state, task.reason]);

describe('what needs attention because its write is unclear', () => {
  const duty = (contentDigest: string): DutyFacts => ({ ...aTask(), contentDigest });
  const plan = (tasks: readonly TrackedTask[], duties: readonly DutyFacts[]) =>
    planChanges({ tasks, leftBehind: new Set(), now }, duties);
  const waiting = aTask({ version: 2, operation: 'replace', state: 'waiting' });

  it('is looked up once more when something newer comes', () => {
    const { additions, transitions } = plan([anUnclearTask()], [duty('bb')]);
    expect(additions).toMatchObject([{ operation: 'replace' }]);
    expect(transitions).toMatchObject([
      { task: { state: 'unknown' }, event: 'task.asked-again', wakeAt: now },
    ]);
  });

  it('runs on when nothing newer comes', () => {
    expect(plan([anUnclearTask()], [duty('aa')])).toEqual({ additions: [], transitions: [] });
  });

  it('makes the newer one need attention too when it stays unclear', () => {
    expect(releaseWaiting([anUnclearTask(), waiting], () => true, { now })).toMatchObject([
      { task: { id: waiting.id, state: 'needs-attention', reason: 'outcome-unknown' } },
    ]);
  });

  it('holds the newer one up no longer than that', () => {
    const held: TrackedTask = { ...waiting, state: 'needs-attention', reason: 'outcome-unknown' };
    expect(releaseWaiting([anUnclearTask(), held], () => true, { now })).toEqual([]);
    const asked = aTask({ state: 'unknown', sent: true });
    expect(releaseWaiting([asked, held], () => true, { now })).toMatchObject([
      { task: { state: 'waiting' } },
    ]);
    const found = aConfirmedTask();
    expect(releaseWaiting([found, held], () => true, { now })).toMatchObject([
      { task: { state: 'queued', operation: 'replace' }, wakeAt: now },
    ]);
    const never = aTask({ state: 'superseded', reason: 'newer-version' });
    expect(releaseWaiting([never, held], () => true, { now })).toMatchObject([
      { task: { state: 'queued', operation: 'create' } },
    ]);
  });

  it('gives way to the newer one that is held up when it turns out never to have happened', () => {
    const held: TrackedTask = { ...waiting, state: 'needs-attention', reason: 'outcome-unknown' };
    const older = aTask({ state: 'retrying' });
    expect(
      endIfOvertaken({ task: older, event: 'attempt.ended' }, { tasks: [older, held], cancelled: false })
        .task,
    ).toMatchObject({ state: 'superseded', reason: 'newer-version' });
  });

  it('counts as unsent when a person says that it cannot be recorded', () => {
    const said = anUnclearTask({ reason: 'person-cannot-record' });
    const { additions, transitions } = plan([said], [duty('bb')]);
    expect(additions).toMatchObject([{ operation: 'create' }]);
    expect(transitions).toMatchObject([{ task: { id: said.id, state: 'superseded', sent: false } }]);
  });
});

describe('a nullify that was sent when the duty returned', () => {
  const recorded = aConfirmedTask();
  const create = aTask({ version: 3, state: 'waiting' });

  it('is followed by a create once it is done', () => {
    const done = aConfirmedTask({ version: 2, operation: 'nullify' });
    expect(releaseWaiting([recorded, done, create], () => true, { now })).toMatchObject([
      { task: { operation: 'create', state: 'queued' } },
    ]);
  });

  it('is followed by a replace when it never happened: the record is still there', () => {
    const never = aTask({ version: 2, operation: 'nullify', state: 'superseded', reason: 'newer-version' });
    expect(releaseWaiting([recorded, never, create], () => true, { now })).toMatchObject([
      { task: { operation: 'replace', state: 'queued' } },
    ]);
  });

  it('is not doubled when the duty goes again', () => {
    const sent = aTask({ version: 2, operation: 'nullify', state: 'unknown', sent: true });
    const { additions, transitions } = planChanges(
      { tasks: [recorded, sent, create], leftBehind: new Set(), now },
      [],
    );
    expect(additions).toEqual([]);
    expect(ends(transitions)).toEqual([[create.id, 'superseded', 'newer-version']]);
  });
});

describe('a record that is kept', () => {
  it('is told whose duties it fulfils now', () => {
    const task = aConfirmedTask();
    const { additions, transitions } = planChanges({ tasks: [task], leftBehind: new Set(), now }, [
      { ...task, onBehalfOf: ['chair', 'newcomer'] },
    ]);
    expect(additions).toEqual([]);
    expect(transitions).toEqual([
      { task: { ...task, onBehalfOf: ['chair', 'newcomer'] }, event: 'task.kept' },
    ]);
  });
});
