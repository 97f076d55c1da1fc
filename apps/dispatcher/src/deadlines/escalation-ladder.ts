import { ESCALATION_STEPS } from '#domain';
import type { Escalation, EscalationStep, Participant } from '#domain';

/** Whom a decision names, and whom its team's practice does. */
export interface Ladder {
  /** Addresses of those who have the tasks that are overdue. */
  readonly recorders: readonly string[];
  readonly caseManager: Pick<Participant, 'email'> | undefined;
  readonly convener: Pick<Participant, 'email'> | undefined;
  readonly practice: Pick<Escalation, 'unit' | 'administrator'>;
}

export interface LadderStep {
  readonly step: EscalationStep;
  /** Each once, never none. */
  readonly addresses: readonly string[];
}

/** @returns the next step that there is somebody to tell at; undefined when all that there are were told */
export function nextStep(told: EscalationStep | null, ladder: Ladder): LadderStep | undefined {
  const left = ESCALATION_STEPS.slice(told === null ? 0 : ESCALATION_STEPS.indexOf(told) + 1);
  return left
    .map((step) => ({ step, addresses: addressesAt(step, ladder) }))
    .find(({ addresses }) => addresses.length > 0);
}

function addressesAt(
  step: EscalationStep,
  { recorders, caseManager, convener, practice }: Ladder,
): readonly string[] {
  switch (step) {
    case 'recorder':
      return [...new Set(recorders)];
    case 'case-manager':
      return addressOf(caseManager);
    case 'convener':
      return addressOf(convener);
    case 'unit':
      return addressOf({ email: practice.unit });
    case 'administrator':
      return addressOf({ email: practice.administrator });
  }
}

const addressOf = (someone: { readonly email?: string | undefined } | undefined): readonly string[] =>
  someone?.email === undefined ? [] : [someone.email.toLowerCase()];
