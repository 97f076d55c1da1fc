import { aConfirmedTask, aTask } from '../../testing/a-task.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { completenessReceipt } from './completeness-receipt.js';

const ISSUED = new Date('2026-11-20T10:00:00.000Z');

const receiptOf = (tasks: readonly TrackedTask[]) =>
  completenessReceipt(
    { team: 'kaarina', decisionId: 'D-1', version: 2, practiceVersion: '1-abc', tasks },
    ISSUED,
  );

describe('the completeness receipt', () => {
  it('says of which decision, version and practice it is, and when it was issued', () => {
    expect(receiptOf([])).toEqual({
      team: 'kaarina',
      decisionId: 'D-1',
      version: 2,
      practiceVersion: '1-abc',
      issuedAt: '2026-11-20T10:00:00.000Z',
      duties: [],
    });
  });

  it('lists the tasks of all versions: kept, ended and under way', () => {
    const kept = aConfirmedTask({ version: 1 });
    const superseded = aTask({ version: 1, state: 'superseded', reason: 'newer-version' });
    const open = aTask({ version: 2, operation: 'replace', state: 'waiting' });
    const { duties } = receiptOf([kept, superseded, open]);
    expect(duties.map(({ task, state }) => [task, state])).toEqual([
      [kept.id, 'confirmed'],
      [superseded.id, 'superseded'],
      [open.id, 'waiting'],
    ]);
  });

  it('tells of a task its rule, state, for whom, reason and evidence, and nothing else', () => {
    const confirmed = aConfirmedTask({ onBehalfOf: ['chair', 'nurse'] });
    const withheld = aTask({ state: 'withheld', reason: 'consent-missing' });
    expect(receiptOf([confirmed, withheld]).duties).toEqual([
      {
        task: confirmed.id,
        rule: confirmed.rule,
        state: 'confirmed',
        onBehalfOf: ['chair', 'nurse'],
        evidence: confirmed.evidence,
      },
      {
        task: withheld.id,
        rule: withheld.rule,
        state: 'withheld',
        onBehalfOf: ['chair'],
        reason: 'consent-missing',
      },
    ]);
  });
});
