import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/**
 * What a key may sign (C2SP signed-note, "Signature types"): a log its checkpoints, a witness its timestamped
 * cosignatures. ML-DSA-44, which C2SP prefers by now, has a byte of its own (0x06) and comes as a third kind.
 */
const TYPE_BYTES = { log: 0x01, witness: 0x04 } as const;
export type KeyKind = keyof typeof TYPE_BYTES;

const KEY_BYTES = 32;
const ID_BYTES = 4;
/** Neither spaces nor plus signs: both separate the parts of a line. */
const KEY_NAME = /^[^\s+\p{Z}\p{Cc}]{1,200}$/u;
const VERIFIER_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/;

/** A key of the audit log cannot be used. It never holds the key. */
export class AuditKeyFault extends Error {
  readonly code = 'audit-key-unusable';
  constructor(readonly what: 'private-key' | 'verifier-key' | 'name') {
    super(`a key of the audit log cannot be used: ${what}`);
    this.name = 'AuditKeyFault';
  }
}

/** A public key, known by name and id (C2SP signed-note, "Verifier keys"). */
export interface VerifierKey {
  readonly kind: KeyKind;
  readonly name: string;
  readonly id: Buffer;
  /** `<name>+<id>+<type and key>`: what is given to whoever is to verify. */
  readonly text: string;
  verifies(message: Buffer, signature: Buffer): boolean;
}

export interface SigningKey extends VerifierKey {
  sign(message: Buffer): Buffer;
}

/** @throws AuditKeyFault */
export function openSigningKey(kind: KeyKind, name: string, pem: string): SigningKey {
  const privateKey = privateKeyIn(pem);
  const verifierKey = verifierKeyOf(kind, name, createPublicKey(privateKey));
  return { ...verifierKey, sign: (message) => sign(null, message, privateKey) };
}

/** @throws AuditKeyFault */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name = '', , encoded = ''] = VERIFIER_KEY.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  const kind = bytes[0] === TYPE_BYTES.log ? 'log' : 'witness';
  if (bytes.length !== 1 + KEY_BYTES || bytes[0] !== TYPE_BYTES[kind]) {
    throw new AuditKeyFault('verifier-key');
  }
  const key = verifierKeyOf(kind, name, publicKeyOf(bytes.subarray(1)));
  if (key.text !== text.trim()) throw new AuditKeyFault('verifier-key');
  return key;
}

/** One key a line; empty lines count for nothing. The first is in use, the others were. @throws AuditKeyFault */
export const parseVerifierKeys = (text: string): VerifierKey[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseVerifierKey);

function verifierKeyOf(kind: KeyKind, name: string, publicKey: KeyObject): VerifierKey {
  if (!KEY_NAME.test(name)) throw new AuditKeyFault('name');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const typed = Buffer.concat([Buffer.of(TYPE_BYTES[kind]), raw]);
  const id = createHash('sha256').update(`${name}\n`).update(typed).digest().subarray(0, ID_BYTES);
  return {
    kind,
    name,
    id,
    text: `${name}+${id.toString('hex')}+${typed.toString('base64')}`,
    verifies: (message, signature) => verify(null, message, publicKey, signature),
  };
}

function privateKeyIn(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Told below without its cause, which may quote the key.
  }
  throw new AuditKeyFault('private-key');
}

const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
