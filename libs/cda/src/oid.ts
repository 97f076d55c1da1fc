import { createHash } from 'node:crypto';
import { UnusableOid } from './cda.errors.js';

const OID = /^[0-2](?:\.(?:0|[1-9][0-9]*))+$/;
/** What many systems can hold. */
const MAX_LENGTH = 64;

export function isOid(text: string): boolean {
  return OID.test(text) && text.length <= MAX_LENGTH;
}

/**
 * An OID of ours below a root that the organisation owns: the key's number as one arc.
 * @param hexKey at most 32 hexadecimal digits
 * @throws UnusableOid for a root that is no OID, or too long to take every key of that length
 */
export function derivedOid(root: string, hexKey: string): string {
  if (!/^[0-9a-f]{1,32}$/i.test(hexKey)) throw new UnusableOid('key');
  const longest = BigInt(`0x${'f'.repeat(hexKey.length)}`).toString().length;
  if (!OID.test(root) || root.length + 1 + longest > MAX_LENGTH) throw new UnusableOid('root');
  return `${root}.${BigInt(`0x${hexKey}`).toString()}`;
}

/**
 * An OID that needs no registration, below 2.25 (ITU-T X.667): the number of a UUID that is made of a hash
 * (version 8, RFC 9562).
 */
export function hashedOid(parts: readonly string[]): string {
  const bytes = createHash('sha256').update(parts.join('\n')).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`).toString()}`;
}
