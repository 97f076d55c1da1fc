import { aConfirmedTask, anAttestedTask, aTask } from '../../testing/a-task.js';
import type { TrackedTask, Transition } from '../task-state/tracked-task.js';
import type { DutyFacts } from './change-series.js';
import { leftBehindBy, planCaseManagerRecords, planChanges, stillLeftBehind } from './plan-changes.js';

const now = new Date('2026-11-18T08:00:00Z');

const ends = (transitions: readonly Transition[]) =>
  transitions.map(({ task }) => [task.id, task.state, task.reason]);

describe('a change of the case manager', () => {
  const record = 'case-manager';
  const byHand = { system: 'other', endpoint: 'other', record, channel: 'manual', recorder: 'old' } as const;
  const inPegasos = { system: 'pegasos', endpoint: 'pegasos', record, recorder: 'new' } as const;
  const dutyOf = (task: TrackedTask): DutyFacts => ({ ...task, contentDigest: 'new' });
  const toPegasos = dutyOf(aTask(inPegasos));
  const toldOf = (task: TrackedTask): DutyFacts => ({ ...task, contentDigest: 'told' });

  const change = (tasks: readonly TrackedTask[], duties: readonly DutyFacts[]) => {
    const left = leftBehindBy(tasks, duties);
    const { additions, transitions } = planCaseManagerRecords({ tasks, now }, duties, left.map(toldOf));
    return {
      added: additions.map((one) => [one.operation, 'duty' in one ? one.duty.endpoint : '']),
      ended: ends(transitions),
    };
  };

  it('replaces the record where it is written, and touches no other record', () => {
    const tasks = [aConfirmedTask(inPegasos), aTask({ record: 'plan' }), aConfirmedTask()];
    expect(change(tasks, [toPegasos])).toEqual({ added: [['replace', 'pegasos']], ended: [] });
  });

  it('supersedes what was not sent by a create', () => {
    const task = aTask(inPegasos);
    expect(change([task], [toPegasos])).toEqual({
      added: [['create', 'pegasos']],
      ended: [[task.id, 'superseded', 'newer-version']],
    });
  });

  it('creates where none was before, and does nothing where the practice has no such record', () => {
    expect(change([], [toPegasos]).added).toEqual([['create', 'pegasos']]);
    expect(change([aConfirmedTask()], [])).toEqual({ added: [], ended: [] });
  });

  it('to another system creates there, and replaces in the old one where it is written', () => {
    expect(change([anAttestedTask(byHand)], [toPegasos]).added).toEqual([
      ['create', 'pegasos'],
      ['replace', 'other'],
    ]);
  });

  it('to another system supersedes what was not sent in the old one', () => {
    const task = aTask({ ...byHand, state: 'awaiting-person' });
    expect(change([task], [toPegasos])).toEqual({
      added: [['create', 'pegasos']],
      ended: [[task.id, 'superseded', 'newer-version']],
    });
  });

  it('takes the same manual system with another person for another system', () => {
    const next = dutyOf(aTask({ ...byHand, recorder: 'new' }));
    expect(change([anAttestedTask(byHand)], [next]).added).toEqual([
      ['create', 'other'],
      ['replace', 'other'],
    ]);
  });

  it('to somebody without a system of their own tells nobody, and ends what was not sent', () => {
    const task = aTask(inPegasos);
    expect(change([anAttestedTask(byHand), task], [])).toEqual({
      added: [],
      ended: [[task.id, 'superseded', 'newer-version']],
    });
  });

  it('leaves a record behind that a correction does not nullify as long as it keeps the case manager', () => {
    const left = anAttestedTask({ ...byHand, operation: 'replace' });
    const earlier = { person: 'new', leftBehind: ['other/case-manager/old'], version: 1 };
    const corrected = (caseManager: string | undefined, tasks: readonly TrackedTask[] = [left]) =>
      planChanges({ tasks, leftBehind: stillLeftBehind(tasks, earlier, caseManager), now }, []).additions.map(
        ({ operation }) => operation,
      );
    expect(corrected('new')).toEqual([]);
    expect(corrected('third')).toEqual(['nullify']);
    expect(corrected(undefined)).toEqual(['nullify']);
    const byVersion2 = anAttestedTask({ ...byHand, version: 2, operation: 'replace' });
    expect(corrected('new', [left, byVersion2])).toEqual(['nullify']);
  });
});
