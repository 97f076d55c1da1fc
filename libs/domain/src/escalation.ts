/** Who is told, one after the other, that a deadline has passed, nearest to the work first. */
export const ESCALATION_STEPS = ['recorder', 'case-manager', 'convener', 'unit', 'administrator'] as const;
export type EscalationStep = (typeof ESCALATION_STEPS)[number];
