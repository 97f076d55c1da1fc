import { decryptField, encryptField, newDataKey } from '#security';
import type { KeyRing } from '#security';

/** What the ledger keeps of claims, so that nobody reads them without the key-encryption key. */
export interface SealedClaims {
  readonly wrapped_key: Buffer;
  readonly key_encryption_key_version: number;
  readonly claims: Buffer;
}

const placeOf = (session: string) => ({
  table: 'console_session',
  column: 'claims',
  row: session,
  keyId: session,
});

/** @param session the row's id, which the claims are bound to */
export function sealClaims(keyRing: KeyRing, session: string, claims: object): SealedClaims {
  const dataKey = newDataKey();
  const { wrapped, keyEncryptionKeyVersion } = keyRing.wrap(session, dataKey);
  return {
    wrapped_key: wrapped,
    key_encryption_key_version: keyEncryptionKeyVersion,
    claims: encryptField(dataKey, placeOf(session), Buffer.from(JSON.stringify(claims), 'utf8')),
  };
}

/** @throws NotReadable */
export function openClaims(keyRing: KeyRing, session: string, sealed: SealedClaims): unknown {
  const dataKey = keyRing.unwrap(session, {
    wrapped: sealed.wrapped_key,
    keyEncryptionKeyVersion: sealed.key_encryption_key_version,
  });
  return JSON.parse(decryptField(dataKey, placeOf(session), sealed.claims).toString('utf8'));
}
