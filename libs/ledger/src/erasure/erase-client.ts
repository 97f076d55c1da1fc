import { sql } from 'kysely';
import { actorOf } from '../acts/save-act.js';
import type { ActingPerson } from '../acts/save-act.js';
import type { ClientVault } from '../client-vault.js';
import type { LedgerTransaction } from '../database.js';
import { eraseTexts } from './erase-texts.js';
import { hindranceOf } from './hindrance.js';
import type { Hindrance } from './hindrance.js';

export interface ErasedClient {
  readonly decisions: number;
}

/**
 * Erases one client: all texts of their decisions, the data key, the digest that they are found by, and the salt of
 * their commitments, in one transaction. What the log has of them stays, and is about nobody from then on.
 *
 * Locks in this order: the log's tree, the decisions, the key. So no salt is made meanwhile (the sequencer makes them
 * under the tree), no event is being taken, and no hold is being put.
 */
export async function eraseClient(
  tx: LedgerTransaction,
  vault: ClientVault,
  { clientKey, person, erasure, reason }: WantedErasure,
): Promise<ErasedClient | Hindrance> {
  await sql`select from audit_tree for update`.execute(tx);
  const decisions = await lockDecisions(tx, clientKey);
  await sql`select from client_key where id = ${clientKey} for update`.execute(tx);
  // A decision that came while the others were being locked: whoever asks begins anew.
  if ((await decisionsOf(tx, clientKey)).length !== decisions.length) throw new ClientChangedMeanwhile();
  const hindrance = await hindranceOf(tx, clientKey);
  if (hindrance !== undefined) return hindrance;
  await eraseTexts(tx, decisions, {
    kind: 'client.erased',
    actor: actorOf(person),
    facts: { erasure, decisions: decisions.length, why: reason },
  });
  await sql`delete from audit_salt where client_key = ${clientKey}`.execute(tx);
  await sql`
    update client_key set erased_at = clock_timestamp(), identifier_index = null, wrapped_key = null,
      key_encryption_key_version = null
    where id = ${clientKey}
  `.execute(tx);
  vault.forget(clientKey);
  return { decisions: decisions.length };
}

export interface WantedErasure {
  readonly clientKey: string;
  /** Who carries it out. */
  readonly person: ActingPerson;
  readonly erasure: string;
  readonly reason: string;
}

/** An event of the client was taken at the same moment: nothing was erased. */
export class ClientChangedMeanwhile extends Error {
  readonly code = 'client-changed-meanwhile';
  constructor() {
    super('a decision of the client came meanwhile');
    this.name = 'ClientChangedMeanwhile';
  }
}

async function lockDecisions(tx: LedgerTransaction, clientKey: string): Promise<string[]> {
  // The one order in which several decisions are locked.
  const { rows } = await sql<{ id: string }>`
    select id from decision where client_key = ${clientKey} order by id for update
  `.execute(tx);
  return rows.map(({ id }) => id);
}

async function decisionsOf(tx: LedgerTransaction, clientKey: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from decision where client_key = ${clientKey}
  `.execute(tx);
  return rows.map(({ id }) => id);
}
