import type { Decision, Participant } from '#domain';
import type { LockedDecision } from '../locked-decision.js';

/** @returns the newest version's case manager, or whoever came in that place since (`contract/README.md`, Corrections) */
export async function caseManagerInForce(
  { readCaseManagerChanges }: Pick<LockedDecision, 'readCaseManagerChanges'>,
  newest: Decision,
): Promise<Participant | undefined> {
  const changes = await readCaseManagerChanges();
  const changed = changes.find(({ version }) => version === newest.version)?.person;
  return changed ?? newest.participants.find(({ id }) => id === newest.caseManager);
}
