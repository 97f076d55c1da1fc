/** What must always hold (reliability.md, section 8). */
export const INVARIANTS = {
  I1: 'what was acknowledged is in the ledger, and ends confirmed, with a person, or explained',
  I2: 'at most one record of a series is in a system, one row a version',
  I3: 'versions of a record never go back',
  I4: 'confirmed is present and equal in the system, and nothing else is there',
  I5: 'nothing is sent again before the system was asked',
  I6: 'every change has its audit entry, and a final state stays',
  I7: 'no personal data outside the ledger and the systems',
  I8: 'everything settles after the faults end',
  I9: 'memory, connections and queues stay within limits, and no process gives up',
  I10: 'nothing is written without consent, or after the end of the decision',
  I11: 'nothing is acknowledged that is not durable',
  I12: 'nobody gets in without right',
} as const;
export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: Invariant;
  /** A stable name of the rule that was broken. */
  readonly rule: string;
  readonly told: string;
  readonly decisionId?: string;
  readonly taskId?: string;
}
