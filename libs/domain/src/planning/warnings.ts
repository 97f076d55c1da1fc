import type { Decision } from '../decision.js';
import { itemsNotCarried } from '../content/carried-items.js';
import type { RecordKind } from '../words.js';
import type { Duty, PlacedDuty } from './duty.js';

/** @param system `own` where the recorder's own system was asked for */
export const noParticipantFor = (system: string, record: RecordKind): string =>
  `no-participant-for:${system}/${record}`;

/** Duties that went to a person against the rule: told for withheld duties, too. */
export function rightsWarnings(placed: readonly PlacedDuty[]): readonly string[] {
  return placed
    .filter(({ withoutRight }) => withoutRight)
    .map(({ endpoint }) => `no-participant-with-rights:${endpoint.system}`);
}

export function consentWarnings(duties: readonly Duty[]): readonly string[] {
  return duties.flatMap(({ withheld }) => withheld ?? []);
}

/** Items of the decision that no record carries; a withheld record counts as carrying. */
export function contentWarnings(decision: Decision, placed: readonly PlacedDuty[]): readonly string[] {
  const carriers = placed.map(({ record, endpoint, carries }) => ({
    record,
    policy: endpoint.content,
    carries,
  }));
  return itemsNotCarried(decision, carriers).map(({ domain }) => `content-not-recorded:${domain}`);
}

export const distinct = (warnings: readonly string[]): readonly string[] => [...new Set(warnings)];
