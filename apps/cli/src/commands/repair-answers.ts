import { REPAIR_PLAN_STATES, REPAIR_VERDICTS, TASK_STATES } from '#domain';
import { z } from 'zod';

const count = z.int().min(0);

/** What the gateway answers about repairs (`/openapi.json`); what is not shown is not read. */
export const PLAN = z.object({
  id: z.string(),
  state: z.enum(REPAIR_PLAN_STATES),
  reason: z.string(),
  tasks: count,
  ratePerSecond: count,
  needsSecondPerson: z.boolean(),
  approvedAt: z.string().exactOptional(),
  createdAt: z.string(),
  filter: z.record(z.string(), z.unknown()),
  verdicts: z.partialRecord(z.enum(REPAIR_VERDICTS), count),
  results: z.partialRecord(z.enum(['pending', 'retried', 'skipped', 'failed', 'left-out']), count),
  retriedStates: z.partialRecord(z.enum(TASK_STATES), count),
});
export type PlanAnswer = z.infer<typeof PLAN>;

export const PLANS = z.object({ items: z.array(PLAN) });

export const PLAN_WITH_ITEMS = PLAN.extend({
  items: z.array(
    z.object({
      taskId: z.string(),
      verdict: z.enum(REPAIR_VERDICTS),
      state: z.enum(TASK_STATES),
      result: z.enum(['retried', 'skipped', 'failed', 'left-out']).exactOptional(),
      judged: z.enum([...REPAIR_VERDICTS, 'changed']).exactOptional(),
    }),
  ),
  nextCursor: z.string().exactOptional(),
});
export type ItemAnswer = z.infer<typeof PLAN_WITH_ITEMS>['items'][number];

export const FAILURES = z.object({
  examined: count,
  items: z.array(
    z.object({
      system: z.string(),
      endpoint: z.string(),
      reason: z.string().exactOptional(),
      outcome: z.string().exactOptional(),
      code: z.string().exactOptional(),
      count,
      firstSeen: z.string(),
      lastSeen: z.string(),
      sampleTaskIds: z.array(z.string()),
    }),
  ),
});
export type FailuresAnswer = z.infer<typeof FAILURES>;
