import type { ClientIdentifier } from '#domain';
import type { ClientVault } from '../client-vault.js';
import type { Database } from '../database.js';
import { saltsOf } from './client-commitments.js';

/** A client as the log knows them, and their decisions. */
export interface ClientsDecisions {
  /** Id of the client's key. */
  readonly clientKey: string;
  /** Opens the commitments. */
  readonly salt: Buffer;
  readonly decisions: readonly { readonly row: string; readonly team: string; readonly decisionId: string }[];
}

/** @returns undefined for a client whom the ledger does not know, or does not know any more */
export async function findClientsDecisions(
  db: Database,
  vault: ClientVault,
  client: ClientIdentifier,
): Promise<ClientsDecisions | undefined> {
  return db.transaction().execute(async (tx) => {
    const key = await vault.findClientKey(tx, client);
    if (key === undefined) return undefined;
    const salt = (await saltsOf(tx, vault, [key])).get(key.id);
    if (salt === undefined) return undefined;
    const decisions = await tx
      .selectFrom('decision')
      .select(['id as row', 'team', 'decision_id as decisionId'])
      .where('client_key', '=', key.id)
      .orderBy('created_at')
      .execute();
    return { clientKey: key.id, salt, decisions };
  });
}
