import type { ConsentWithdrawal, DecisionRef, Sector } from '#domain';
import { sql } from 'kysely';
import type { LedgerTransaction } from '../database.js';

/** A consent as a team names it, of one client. */
export interface ConsentName {
  /** Id of the client's key. */
  readonly clientKey: string;
  readonly team: string;
  readonly consentId: string;
}

/**
 * One event of a consent at a time: a version that names it is planned either before it is withdrawn, and found by
 * the withdrawal, or after it, and planned so. Taken after the decision's name and before any decision's row.
 */
export async function lockConsent(
  tx: LedgerTransaction,
  { clientKey, team, consentId }: ConsentName,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${clientKey}/${team}/${consentId}`}, 1))`.execute(
    tx,
  );
}

/** @returns in the order of their coming */
export async function findWithdrawals(
  tx: LedgerTransaction,
  { clientKey, team, consentId }: ConsentName,
): Promise<ConsentWithdrawal[]> {
  const rows = await tx
    .selectFrom('consent_withdrawal')
    .select(['withdrawn_at', 'covers'])
    .where('client_key', '=', clientKey)
    .where('team', '=', team)
    .where('consent_id', '=', consentId)
    .orderBy('id')
    .execute();
  return rows.map(({ withdrawn_at, covers }) => withdrawalOf({ at: withdrawn_at, covers }));
}

export const withdrawalOf = (row: {
  readonly at: string;
  readonly covers: readonly Sector[] | null;
}): ConsentWithdrawal => ({ at: row.at, ...(row.covers === null ? {} : { covers: row.covers }) });

/** @param event row of the event that brought it */
export async function insertWithdrawal(
  tx: LedgerTransaction,
  event: string,
  { clientKey, team, consentId }: ConsentName,
  { at, covers }: ConsentWithdrawal,
): Promise<void> {
  await tx
    .insertInto('consent_withdrawal')
    .values({
      event,
      client_key: clientKey,
      team,
      consent_id: consentId,
      withdrawn_at: at,
      covers: covers === undefined ? null : [...covers],
    })
    .execute();
}

/**
 * @param own row of the decision that the event is of; it is among them in any case
 * @returns the decisions whose newest version names the consent, in the one order in which decisions are locked when
 * there are several: each is to be asked again once it is locked
 */
export async function findDecisionsUnderConsent(
  tx: LedgerTransaction,
  { clientKey, team, consentId }: ConsentName,
  own: string,
): Promise<DecisionRef[]> {
  return tx
    .selectFrom('decision as d')
    .innerJoin('decision_version as v', (join) =>
      join.onRef('v.decision', '=', 'd.id').onRef('v.version', '=', 'd.version'),
    )
    .select(['d.team', 'd.decision_id as decisionId'])
    .where('d.client_key', '=', clientKey)
    .where('d.team', '=', team)
    .where((eb) => eb.or([eb('v.consent_id', '=', consentId), eb('d.id', '=', own)]))
    .orderBy('d.id')
    .execute();
}

/** @returns whether any version of the decision named the consent */
export async function isConsentKnown(
  tx: LedgerTransaction,
  decisionRow: string,
  consentId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('decision_version')
    .select('version')
    .where('decision', '=', decisionRow)
    .where('consent_id', '=', consentId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
