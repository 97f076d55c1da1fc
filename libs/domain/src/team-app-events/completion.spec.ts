import { aConfirmedTask, aTask } from '../../testing/index.js';
import type { TrackedTask } from '../task-state/tracked-task.js';
import { judgeCompletion } from './completion.js';

const NOW = new Date('2026-11-17T12:00:00Z');
const WINDOW = 600_000;
const judge = (tasks: readonly TrackedTask[], cancelled = false) =>
  judgeCompletion({ tasks, cancelled, undoWindowMs: WINDOW, now: NOW });
const attested = (ago: number): TrackedTask =>
  aTask({
    state: 'attested',
    evidence: {
      level: 'attested',
      targetId: 't',
      targetVersion: '1',
      at: new Date(NOW.getTime() - ago).toISOString(),
    },
  });

describe('the completion of a decision', () => {
  it('comes when every task has ended, however', () => {
    const tasks = [
      aConfirmedTask(),
      aTask({ state: 'withheld', reason: 'consent-missing' }),
      aTask({ state: 'superseded', reason: 'newer-version' }),
    ];
    expect(judge(tasks)).toEqual({
      kind: 'complete',
      completion: {
        status: 'completed',
        completeness: { total: 3, confirmed: 1, attested: 0, withheld: 1, cancelled: 0, superseded: 1 },
      },
    });
    expect(judge(tasks, true)).toMatchObject({ completion: { status: 'cancelled' } });
  });

  it.each(['waiting', 'unconfirmed', 'awaiting-person', 'needs-attention'] as const)(
    'does not come while a task is %s',
    (state) => {
      expect(judge([aConfirmedTask(), aTask({ state })])).toEqual({ kind: 'not-complete' });
    },
  );

  it('does not come where nothing is to be recorded', () => {
    expect(judge([])).toEqual({ kind: 'not-complete' });
  });

  it('waits for the last acknowledgement that may be taken back, to the very millisecond', () => {
    expect(judge([attested(WINDOW)])).toEqual({ kind: 'wait', until: new Date(NOW.getTime() + 1) });
    expect(judge([attested(WINDOW + 1)])).toMatchObject({ kind: 'complete' });
    expect(judge([attested(2 * WINDOW), attested(WINDOW - 5)])).toMatchObject({
      until: new Date(NOW.getTime() + 6),
    });
  });

  it('does not wait for what an adapter confirmed', () => {
    const evidence = { level: 'verified', targetId: 't', targetVersion: '1', at: NOW.toISOString() } as const;
    expect(judge([aConfirmedTask({ evidence })])).toMatchObject({ kind: 'complete' });
  });
});
