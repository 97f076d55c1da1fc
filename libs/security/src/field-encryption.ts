import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/**
 * Encryption of one column's value (rules R47, R48): AES-256-GCM with a random 96-bit nonce and the value's
 * place as associated data, so that a cell moved to another row or column does not open.
 * Layout: 1 byte format version, 12 bytes nonce, 16 bytes tag, ciphertext.
 */
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** Where an encrypted value lives. */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** The row's primary key. */
  readonly row: string;
  /** Id of the data key that it is encrypted with. */
  readonly keyId: string;
}

/** A value does not open: wrong key, wrong place, changed bytes or an unknown format. It says no more. */
export class NotReadable extends Error {
  readonly code = 'not-readable';
  constructor() {
    super('an encrypted value cannot be read');
    this.name = 'NotReadable';
  }
}

/** @param dataKey 32 bytes */
export function encryptField(dataKey: Buffer, place: Place, plaintext: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', dataKey, nonce).setAAD(placeBytes(place));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), ciphertext]);
}

/**
 * @param dataKey 32 bytes
 * @throws NotReadable
 */
export function decryptField(dataKey: Buffer, place: Place, stored: Buffer): Buffer {
  if (stored.length < HEADER_BYTES || stored[0] !== FORMAT) throw new NotReadable();
  const nonce = stored.subarray(1, 1 + NONCE_BYTES);
  const tag = stored.subarray(1 + NONCE_BYTES, HEADER_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', dataKey, nonce)
      .setAAD(placeBytes(place))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(stored.subarray(HEADER_BYTES)), decipher.final()]);
  } catch {
    throw new NotReadable();
  }
}

function placeBytes({ table, column, row, keyId }: Place): Buffer {
  return Buffer.from([table, column, row, keyId].join('\n'), 'utf8');
}
