import { firstFailingConsentTest, helsinkiDay } from '#domain';
import type { Practice, RecordingEndpoint } from '#domain';
import type { ConsentGate } from './endpoint-delivery.js';

/**
 * The tests of consent again, by the decision's newest version and the day of the write: a consent that is expired or
 * withdrawn by now stops what was planned under it. A nullify is never held back.
 */
export function consentGateOf(
  practices: ReadonlyMap<string, Practice>,
  endpoints: readonly RecordingEndpoint[],
): ConsentGate {
  const policies = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint.content]));
  return (task, newest, now) => {
    const requirement = practices.get(task.team)?.consent;
    const sector = policies.get(task.endpoint)?.sector;
    if (task.operation === 'nullify' || requirement === undefined || sector === undefined) return undefined;
    return firstFailingConsentTest({
      consent: newest.decision.consent,
      requirement,
      record: task.record,
      sector,
      today: helsinkiDay(now),
      withdrawals: newest.withdrawals,
    });
  };
}
