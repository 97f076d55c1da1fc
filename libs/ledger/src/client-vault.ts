import { decryptField, encryptField, newDataKey } from '#security';
import type { BlindIndex, KeyRing } from '#security';
import type { ClientIdentifier, Decision, Participant, RecordContent } from '#domain';
import { v7 as uuid } from 'uuid';
import type { ActDetails } from './acts/act-details.js';
import type { LedgerTransaction } from './database.js';

/** A client's data key, opened. */
export interface ClientKey {
  readonly id: string;
  readonly dataKey: Buffer;
}

/** Opened data keys are kept for this many clients, the longest unused leave first. */
const KEPT_KEYS = 2_000;

/**
 * Everything that the ledger encrypts goes through here: a data key per client, each value bound to its
 * table, column and row (design.md, ground rule 9; R48).
 */
export class ClientVault {
  private readonly opened = new Map<string, ClientKey>();

  constructor(
    private readonly keyRing: KeyRing,
    private readonly index: BlindIndex,
  ) {}

  /** @returns the id of the client's key, without making one */
  async findKeyId(tx: LedgerTransaction, client: ClientIdentifier): Promise<string | undefined> {
    return (await this.findKey(tx, this.indexOf(client)))?.id;
  }

  /** @returns the client's key, without making one */
  findClientKey(tx: LedgerTransaction, client: ClientIdentifier): Promise<ClientKey | undefined> {
    return this.findKey(tx, this.indexOf(client));
  }

  /** Finds or makes the client's key; two transactions at once get the same one. */
  async keyOfClient(tx: LedgerTransaction, client: ClientIdentifier): Promise<ClientKey> {
    const identifierIndex = this.indexOf(client);
    const known = await this.findKey(tx, identifierIndex);
    if (known !== undefined) return known;
    const id = uuid();
    const { wrapped, keyEncryptionKeyVersion } = this.keyRing.wrap(id, newDataKey());
    await tx
      .insertInto('client_key')
      .values({
        id,
        identifier_index: identifierIndex,
        wrapped_key: wrapped,
        key_encryption_key_version: keyEncryptionKeyVersion,
      })
      .onConflict((conflict) => conflict.column('identifier_index').doNothing())
      .execute();
    const made = await this.findKey(tx, identifierIndex);
    if (made === undefined) throw new ClientKeyMissing();
    return made;
  }

  /** @returns the opened key of a row of client_key */
  open(row: { id: string; wrapped_key: Buffer; key_encryption_key_version: number }): ClientKey {
    const known = this.opened.get(row.id);
    if (known !== undefined) return this.keep(known);
    const dataKey = this.keyRing.unwrap(row.id, {
      wrapped: row.wrapped_key,
      keyEncryptionKeyVersion: row.key_encryption_key_version,
    });
    return this.keep({ id: row.id, dataKey });
  }

  /** Lets go of an opened key: its client was erased. */
  forget(id: string): void {
    this.opened.delete(id);
  }

  sealDecision(key: ClientKey, row: string, decision: Decision): Buffer {
    return seal(key, { table: 'decision_version', column: 'body', row }, decision);
  }

  openDecision(key: ClientKey, row: string, stored: Buffer): Decision {
    return unseal(key, { table: 'decision_version', column: 'body', row }, stored) as Decision;
  }

  sealContent(key: ClientKey, taskId: string, content: RecordContent): Buffer {
    return seal(key, { table: 'task', column: 'content', row: taskId }, content);
  }

  openContent(key: ClientKey, taskId: string, stored: Buffer): RecordContent {
    return unseal(key, { table: 'task', column: 'content', row: taskId }, stored) as RecordContent;
  }

  sealAct(key: ClientKey, actId: string, details: ActDetails): Buffer {
    return seal(key, { table: 'task_act', column: 'details', row: actId }, details);
  }

  openAct(key: ClientKey, actId: string, stored: Buffer): ActDetails {
    return unseal(key, { table: 'task_act', column: 'details', row: actId }, stored) as ActDetails;
  }

  sealCaseManager(key: ClientKey, eventRow: string, person: Participant): Buffer {
    return seal(key, { table: 'case_manager_change', column: 'person', row: eventRow }, person);
  }

  openCaseManager(key: ClientKey, eventRow: string, stored: Buffer): Participant {
    return unseal(
      key,
      { table: 'case_manager_change', column: 'person', row: eventRow },
      stored,
    ) as Participant;
  }

  sealReason(key: ClientKey, eventRow: string, reason: string): Buffer {
    return seal(key, { table: 'event', column: 'reason', row: eventRow }, reason);
  }

  sealSalt(key: ClientKey, salt: Buffer): Buffer {
    return seal(key, { table: 'audit_salt', column: 'sealed', row: key.id }, salt.toString('base64'));
  }

  openSalt(key: ClientKey, stored: Buffer): Buffer {
    const salt = unseal(key, { table: 'audit_salt', column: 'sealed', row: key.id }, stored) as string;
    return Buffer.from(salt, 'base64');
  }

  private indexOf({ system, value }: ClientIdentifier): Buffer {
    return this.index.of('client-identifier', `${system}|${value}`);
  }

  private async findKey(tx: LedgerTransaction, identifierIndex: Buffer): Promise<ClientKey | undefined> {
    const row = await tx
      .selectFrom('client_key')
      .select(['id', 'wrapped_key', 'key_encryption_key_version'])
      .where('identifier_index', '=', identifierIndex)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { id, wrapped_key, key_encryption_key_version } = row;
    // A row that is found by its identifier's digest is whole (client_key_erased_whole).
    if (wrapped_key === null || key_encryption_key_version === null) return undefined;
    return this.open({ id, wrapped_key, key_encryption_key_version });
  }

  private keep(key: ClientKey): ClientKey {
    this.opened.delete(key.id);
    this.opened.set(key.id, key);
    if (this.opened.size > KEPT_KEYS) {
      const oldest = this.opened.keys().next();
      if (oldest.done !== true) this.opened.delete(oldest.value);
    }
    return key;
  }
}

/** A client's key was neither found nor made: the row was erased in between. */
export class ClientKeyMissing extends Error {
  readonly code = 'client-key-missing';
  constructor() {
    super('the client has no data key');
    this.name = 'ClientKeyMissing';
  }
}

interface Cell {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

function seal(key: ClientKey, cell: Cell, value: unknown): Buffer {
  return encryptField(key.dataKey, { ...cell, keyId: key.id }, Buffer.from(JSON.stringify(value), 'utf8'));
}

/** The ledger wrote it, sealed: what opens is what was put in, so its type is known to the caller. */
function unseal(key: ClientKey, cell: Cell, stored: Buffer): unknown {
  return JSON.parse(decryptField(key.dataKey, { ...cell, keyId: key.id }, stored).toString('utf8'));
}
