import { aTask } from '#domain/testing';
import type { TaskId, TrackedTask } from '#domain';
import { v7 as uuid } from 'uuid';
import { aDecision, openTestLedger, storeDecision } from '../../testing/a-ledger.js';
import type { TestLedger } from '../../testing/a-ledger.js';

let test: TestLedger;
beforeAll(async () => {
  test = await openTestLedger();
});
afterAll(() => test.stop());

const newTask = (differences: Partial<TrackedTask> = {}): TrackedTask =>
  aTask({ id: uuid() as TaskId, contentDigest: 'aabb', ...differences });

/** Confirms a task that long after the decision. */
async function confirm(task: TrackedTask, hoursAfter: number): Promise<void> {
  const at = new Date(Date.parse(aDecision('any').decidedAt) + hoursAfter * 60 * 60 * 1000).toISOString();
  await test.ledger.withDecision({ taskId: task.id }, (decision) =>
    decision.save({
      actor: 'test',
      transitions: [
        {
          task: {
            ...task,
            state: 'confirmed',
            evidence: { level: 'verified', targetId: 't', targetVersion: '1', at },
          },
          event: 'task.confirmed',
        },
      ],
    }),
  );
}

it('counts decisions by month and handling, and how long their records took', async () => {
  const tasks = [
    newTask(),
    newTask({ record: 'consent' }),
    newTask({ record: 'measures' }),
    newTask({ record: 'plan' }),
  ];
  await storeDecision(test.ledger, aDecision('S-1'), tasks);
  for (const [place, task] of tasks.slice(0, 3).entries()) await confirm(task, [1, 2, 11][place] ?? 0);
  await storeDecision(test.ledger, { ...aDecision('S-2'), handledOn: '2026-10-31' }, []);
  await storeDecision(test.ledger, { ...aDecision('S-3'), handling: 'anonymous-consultation' }, []);
  await storeDecision(test.ledger, { ...aDecision('S-4'), handledOn: '2026-09-30' }, []);
  await storeDecision(test.ledger, { ...aDecision('S-5'), team: 'turku' }, []);

  const hour = 60 * 60 * 1000;
  expect(await test.ledger.teamStatistics('kaarina', { from: '2026-10', to: '2026-11' })).toEqual({
    handled: [
      { month: '2026-10', handling: 'meeting', decisions: 1, cancelled: 0 },
      { month: '2026-11', handling: 'anonymous-consultation', decisions: 1, cancelled: 0 },
      { month: '2026-11', handling: 'meeting', decisions: 1, cancelled: 0 },
    ],
    confirmation: [{ month: '2026-11', tasks: 3, medianMs: 2 * hour, p90Ms: 33_120_000 }],
  });
});
