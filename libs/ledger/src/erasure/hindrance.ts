import { sql } from 'kysely';
import type { Database, LedgerTransaction } from '../database.js';

/** Why a client cannot be erased now, the first that holds. */
export const HINDRANCES = ['client-erased', 'client-held', 'tasks-open'] as const;
export type Hindrance = (typeof HINDRANCES)[number];

/**
 * A hold on any decision of the client hinders as one on the client does. Under the locks of the client and of the
 * decisions the answer stays true; without them it is what is so now.
 */
export async function hindranceOf(
  db: Database | LedgerTransaction,
  clientKey: string,
): Promise<Hindrance | undefined> {
  const { rows } = await sql<{ isErased: boolean; isHeld: boolean; isOpen: boolean }>`
    select k.erased_at is not null as "isErased",
      exists (select from legal_hold h where h.client_key = k.id and h.lifted_at is null)
        or exists (select from decision d where d.client_key = k.id and is_held(d.id)) as "isHeld",
      exists (select from decision d where d.client_key = k.id and not is_settled(d.id)) as "isOpen"
    from client_key k where k.id = ${clientKey}
  `.execute(db);
  const [found] = rows;
  if (found === undefined || found.isErased) return 'client-erased';
  if (found.isHeld) return 'client-held';
  return found.isOpen ? 'tasks-open' : undefined;
}
