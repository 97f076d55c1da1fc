import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { NotReadable } from './field-encryption.js';

/** A data key as the ledger keeps it: encrypted by a key-encryption key (R48). */
export interface WrappedKey {
  readonly wrapped: Buffer;
  readonly keyEncryptionKeyVersion: number;
}

/** The port to the key-encryption keys: files here, a key management service or HSM elsewhere. */
export interface KeyRing {
  wrap(dataKeyId: string, dataKey: Buffer): WrappedKey;
  /** @throws NotReadable when the version is unknown or the key does not open */
  unwrap(dataKeyId: string, key: WrappedKey): Buffer;
}

const DATA_KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export const newDataKey = (): Buffer => randomBytes(DATA_KEY_BYTES);

/**
 * Key-encryption keys held in memory, by version; the highest wraps new data keys.
 * Rotation adds a version: older ones go on opening what they wrapped.
 * @param keys version → 32 bytes
 */
export function keyRingOf(keys: ReadonlyMap<number, Buffer>): KeyRing {
  const newest = Math.max(...keys.keys());
  return {
    wrap: (dataKeyId, dataKey) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(keys, newest), nonce).setAAD(
        boundTo(dataKeyId, newest),
      );
      const ciphertext = Buffer.concat([cipher.update(dataKey), cipher.final()]);
      return {
        wrapped: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]),
        keyEncryptionKeyVersion: newest,
      };
    },
    unwrap: (dataKeyId, { wrapped, keyEncryptionKeyVersion: version }) => {
      const key = keyOf(keys, version);
      const tag = wrapped.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(0, NONCE_BYTES))
          .setAAD(boundTo(dataKeyId, version))
          .setAuthTag(tag);
        return Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
      } catch {
        throw new NotReadable();
      }
    },
  };
}

function keyOf(keys: ReadonlyMap<number, Buffer>, version: number): Buffer {
  const key = keys.get(version);
  if (key === undefined) throw new NotReadable();
  return key;
}

const boundTo = (dataKeyId: string, version: number): Buffer =>
  Buffer.from(`data-key\n${dataKeyId}\n${String(version)}`, 'utf8');
