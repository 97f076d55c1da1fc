import type { ConsentWithdrawal, Decision } from '#domain';
import type { LedgerTransaction } from '../database.js';
import { findWithdrawals } from './consent-withdrawals.js';

/** The decision as it counts now: what it says, and what has become of its consent since. */
export interface NewestVersion {
  readonly decision: Decision;
  /** Of the decision's consent, in the order of their coming. */
  readonly withdrawals: readonly ConsentWithdrawal[];
}

/** Read under the decision's lock, which a withdrawal takes too: none that was answered with 202 is missed. */
export async function readNewestVersion(
  tx: LedgerTransaction,
  team: string,
  clientKey: string | undefined,
  decision: Decision | undefined,
): Promise<NewestVersion | undefined> {
  if (decision === undefined) return undefined;
  const consentId = decision.consent?.id;
  if (consentId === undefined || clientKey === undefined) return { decision, withdrawals: [] };
  return { decision, withdrawals: await findWithdrawals(tx, { clientKey, team, consentId }) };
}
