import { REASONS, REPAIR_PLAN_STATES, REPAIR_VERDICTS, SYSTEMS, TASK_STATES } from '#domain';
import { REPAIR_RESULTS } from '#ledger';
import { MOST_A_SECOND } from '../repairs/repair-request.dto.js';
import { boolean, count, list, object, reference, string, time, version, words } from './schema.js';
import type { Schema } from './schema.js';

/** How many have each word; a word that none has is left out. */
const counts = (values: readonly string[]): Schema => ({
  type: 'object',
  propertyNames: words(values),
  additionalProperties: count,
});
const someOf = (item: Schema): Schema => ({ ...list(item), minItems: 1, maxItems: 50, uniqueItems: true });
const repairPlan = {
  id: { type: 'string', format: 'uuid' },
  state: words(REPAIR_PLAN_STATES),
  filter: reference('RepairFilter'),
  reason: string,
  tasks: version,
  ratePerSecond: version,
  needsSecondPerson: boolean,
  createdAt: time,
  approvedAt: time,
  startedAt: time,
  stoppedAt: time,
  endedAt: time,
  verdicts: counts(REPAIR_VERDICTS),
  results: counts([...REPAIR_RESULTS, 'pending']),
  retriedStates: counts(TASK_STATES),
} as const;
const PLAN_OPTIONAL = ['approvedAt', 'startedAt', 'stoppedAt', 'endedAt'];

const REPAIR_FILTER: Readonly<Record<string, Schema>> = {
  states: someOf(words(TASK_STATES)),
  systems: someOf(words(SYSTEMS)),
  endpoints: someOf(string),
  teams: someOf(string),
  reasons: someOf(words(REASONS)),
  outcome: string,
  code: string,
  from: time,
  to: time,
};

/** What is asked and answered about repair plans. */
export const REPAIR_SCHEMAS: Readonly<Record<string, Schema>> = {
  Failures: object({
    examined: count,
    items: list(
      object(
        {
          system: words(SYSTEMS),
          endpoint: string,
          reason: words(REASONS),
          outcome: string,
          code: string,
          count: version,
          firstSeen: time,
          lastSeen: time,
          sampleTaskIds: list({ type: 'string', format: 'uuid' }),
        },
        ['reason', 'outcome', 'code'],
      ),
    ),
  }),
  RepairFilter: {
    ...object(REPAIR_FILTER, Object.keys(REPAIR_FILTER)),
    minProperties: 1,
    description: 'Tasks for which every field holds; outcome and code are of the last attempt that ended',
  },
  RepairRequest: object(
    {
      filter: reference('RepairFilter'),
      reason: {
        type: 'string',
        minLength: 1,
        maxLength: 500,
        description: 'One line, without personal data',
      },
      ratePerSecond: { type: 'integer', minimum: 1, maximum: MOST_A_SECOND },
    },
    ['ratePerSecond'],
  ),
  RepairPlan: object(repairPlan, PLAN_OPTIONAL),
  RepairPlans: object({ items: list(reference('RepairPlan')) }),
  RepairPlanWithItems: object(
    {
      ...repairPlan,
      items: list(
        object(
          {
            taskId: { type: 'string', format: 'uuid' },
            verdict: words(REPAIR_VERDICTS),
            state: words(TASK_STATES),
            result: words(REPAIR_RESULTS),
            judged: words([...REPAIR_VERDICTS, 'changed']),
            at: time,
          },
          ['result', 'judged', 'at'],
        ),
      ),
      nextCursor: string,
    },
    [...PLAN_OPTIONAL, 'nextCursor'],
  ),
};
