import type { Decision } from '#domain';
import type { ClientVault } from './client-vault.js';
import type { Database } from './database.js';
import { decisionVersionRow } from './locked-decision.js';

/** A decision's newest version, to be planned once more. */
export interface ReplayedDecision {
  readonly decision: Decision;
  readonly takenAt: Date;
}

/** Which decisions are planned once more: those taken since then, of one team or of all. */
export interface ReplayScope {
  readonly since: Date;
  readonly team?: string | undefined;
}

/** Few enough to be held in memory with all their texts, enough to make the statements' number small. */
const BATCH = 500;

/**
 * The newest versions that were taken since then, of decisions that are not cancelled, batch by batch. Anonymous
 * consultations are left out: nothing of them is kept, and they give no tasks. Between batches the ledger goes on:
 * a version that comes meanwhile may or may not be among them.
 */
export async function* replayDecisions(
  db: Database,
  vault: ClientVault,
  { since, team }: ReplayScope,
): AsyncGenerator<readonly ReplayedDecision[]> {
  let after: string | undefined;
  for (;;) {
    const rows = await batchAfter(db, { since, team }, after);
    if (rows.length === 0) return;
    yield rows.flatMap((row) => replayed(vault, row));
    after = rows.at(-1)?.id;
  }
}

function batchAfter(db: Database, { since, team }: ReplayScope, after: string | undefined) {
  return db
    .selectFrom('decision as d')
    .innerJoin('decision_version as v', (join) =>
      join.onRef('v.decision', '=', 'd.id').onRef('v.version', '=', 'd.version'),
    )
    .innerJoin('client_key as k', 'k.id', 'd.client_key')
    .select(['d.id', 'd.version', 'v.taken_at', 'v.body'])
    .select(['k.id as key_id', 'k.wrapped_key', 'k.key_encryption_key_version'])
    .where('d.cancelled_at', 'is', null)
    .where('v.taken_at', '>=', since)
    .where('v.body', 'is not', null)
    .$if(team !== undefined, (query) => query.where('d.team', '=', team ?? ''))
    .$if(after !== undefined, (query) => query.where('d.id', '>', after ?? ''))
    .orderBy('d.id')
    .limit(BATCH)
    .execute();
}

type Row = Awaited<ReturnType<typeof batchAfter>>[number];

function replayed(vault: ClientVault, { key_id: id, ...row }: Row): readonly ReplayedDecision[] {
  if (row.body === null || row.wrapped_key === null || row.key_encryption_key_version === null) return [];
  const key = vault.open({
    id,
    wrapped_key: row.wrapped_key,
    key_encryption_key_version: row.key_encryption_key_version,
  });
  const place = decisionVersionRow(row.id, row.version);
  return [{ decision: vault.openDecision(key, place, row.body), takenAt: row.taken_at }];
}
