import type { Consent, ConsentWithdrawal, TrackedTask } from '#domain';
import type { ConsentFacts } from './worklist.js';

/** The consent with the place where it is recorded, as the decision's own tasks tell it. */
export function consentFacts(
  { givenOn, validUntil, form, method }: Consent,
  withdrawals: readonly ConsentWithdrawal[],
  tasks: readonly Pick<TrackedTask, 'record' | 'system' | 'endpoint' | 'state'>[],
): ConsentFacts {
  return {
    givenOn,
    ...(validUntil === undefined ? {} : { validUntil }),
    form,
    method,
    isWithdrawn: withdrawals.length > 0,
    places: placesOf(tasks),
  };
}

/** The newest record of it at each endpoint; what a newer version took over is nowhere. */
function placesOf(tasks: Parameters<typeof consentFacts>[2]): ConsentFacts['places'] {
  const records = tasks.filter(({ record, state }) => record === 'consent' && state !== 'superseded');
  const newest = new Map(records.map((task) => [task.endpoint, task]));
  return [...newest.values()].map(({ system, state }) => ({ system, state }));
}
