import type { Task } from '../task.js';
import { dueAt } from './deadlines.js';
import type { Duty } from './duty.js';
import { contentAndConsent, type CaseManagerChangeInput } from './plan-duties.js';
import { planningCase } from './planning-case.js';

type WrittenTask = Pick<
  Task,
  | 'system'
  | 'endpoint'
  | 'record'
  | 'channel'
  | 'recorder'
  | 'onBehalfOf'
  | 'after'
  | 'visibleToClient'
  | 'rule'
>;

/**
 * The case manager changed to another system: whoever recorded the one before tells there who it is now. An endpoint
 * that is not configured any more is told nothing.
 * @param written the tasks that wrote what was left behind
 */
export function leftBehindDuties(written: readonly WrittenTask[], input: CaseManagerChangeInput): Duty[] {
  const { caseManager, changedAt, ...rest } = input;
  const planning = { ...planningCase(rest), caseManager, countedFrom: changedAt };
  return written.flatMap((task) => {
    const { system, record, channel, recorder, onBehalfOf, after, visibleToClient, rule } = task;
    const endpoint = input.endpoints.find(({ id }) => id === task.endpoint);
    const told =
      endpoint === undefined
        ? undefined
        : contentAndConsent({ record, endpoint, carries: undefined }, planning);
    if (told === undefined) return [];
    return {
      ...{
        system,
        endpoint: task.endpoint,
        record,
        channel,
        recorder,
        onBehalfOf,
        after,
        visibleToClient,
        rule,
      },
      ...told,
      dueAt: dueAt(changedAt, { record, channel }, planning.practice.deadlines),
    };
  });
}
