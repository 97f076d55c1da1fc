import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { ClientKey, ClientVault } from '../client-vault.js';
import type { LedgerTransaction } from '../database.js';

const SALT_BYTES = 32;

/**
 * What stands for a client in the log (R51): without the salt nobody can tell whose it is, and the salt goes with the
 * client's data key.
 */
export const commitmentOf = (clientKeyId: string, salt: Buffer): string =>
  createHash('sha256').update(salt).update(clientKeyId, 'utf8').digest('hex');

/** @returns each client's salt by the id of the key; made where there is none yet */
export async function saltsOf(
  tx: LedgerTransaction,
  vault: ClientVault,
  keys: readonly ClientKey[],
): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await storedSalts(tx, keys);
  const known = new Set(rows.map(({ client_key: id }) => id));
  const missing = keys.filter(({ id }) => !known.has(id));
  if (missing.length > 0) {
    await sql`
      insert into audit_salt (client_key, sealed)
      select m.id, decode(m.sealed, 'base64')
      from jsonb_to_recordset(${JSON.stringify(missing.map((key) => newSalt(vault, key)))}) as m(id uuid, sealed text)
      on conflict (client_key) do nothing
    `.execute(tx);
  }
  const all = missing.length > 0 ? await storedSalts(tx, keys) : rows;
  const keyOf = new Map(keys.map((key) => [key.id, key]));
  return new Map(
    all.flatMap(({ client_key: id, sealed }) => {
      const key = keyOf.get(id);
      return key === undefined ? [] : [[id, vault.openSalt(key, sealed)] as const];
    }),
  );
}

const newSalt = (vault: ClientVault, key: ClientKey): { id: string; sealed: string } => ({
  id: key.id,
  sealed: vault.sealSalt(key, randomBytes(SALT_BYTES)).toString('base64'),
});

const storedSalts = (tx: LedgerTransaction, keys: readonly ClientKey[]) =>
  tx
    .selectFrom('audit_salt')
    .select(['client_key', 'sealed'])
    .where(sql<boolean>`client_key = any(${keys.map(({ id }) => id)}::uuid[])`)
    .execute();
