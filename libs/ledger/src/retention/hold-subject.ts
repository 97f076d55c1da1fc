import type { ClientIdentifier } from '#domain';
import type { ClientVault } from '../client-vault.js';
import type { LedgerTransaction } from '../database.js';

/** A client, as they are called, or by a decision of theirs; or that decision alone. */
export type Subject =
  | { readonly client: ClientIdentifier }
  | { readonly clientOf: DecisionName }
  | { readonly decision: DecisionName };

export interface DecisionName {
  readonly team: string;
  readonly decisionId: string;
}

/** Rows of what was named. */
export interface FoundSubject {
  readonly clientKey: string | undefined;
  /** Of a decision that was named alone. */
  readonly decision: string | undefined;
}

/** @returns undefined for what the ledger does not know, or does not know any more */
export async function findSubject(
  tx: LedgerTransaction,
  vault: ClientVault,
  subject: Subject,
): Promise<FoundSubject | undefined> {
  if ('client' in subject) {
    const clientKey = await vault.findKeyId(tx, subject.client);
    return clientKey === undefined ? undefined : { clientKey, decision: undefined };
  }
  const { team, decisionId } = 'decision' in subject ? subject.decision : subject.clientOf;
  const row = await tx
    .selectFrom('decision')
    .select(['id', 'client_key'])
    .where('team', '=', team)
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if ('decision' in subject) return { clientKey: undefined, decision: row.id };
  return row.client_key === null ? undefined : { clientKey: row.client_key, decision: undefined };
}
