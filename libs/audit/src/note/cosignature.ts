import type { SigningKey, VerifierKey } from './keys.js';
import { isBy } from './checkpoint.js';
import type { NoteSignature, SignedNote } from './signed-note.js';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
const MS_A_SECOND = 1000;

/** C2SP tlog-cosignature, "Ed25519 signed message". */
const messageOf = (text: string, seconds: number): Buffer =>
  Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, 'utf8');

/** A witness says: at that time this was the largest tree of the log that I saw, and it grew from all before. */
export function cosign(key: SigningKey, text: string, at: Date): NoteSignature {
  const seconds = Math.floor(at.getTime() / MS_A_SECOND);
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = Buffer.concat([time, key.sign(messageOf(text, seconds))]);
  return { name: key.name, id: key.id, signature };
}

/** @returns when it was given; undefined when it does not hold */
export function cosignedAt(key: VerifierKey, text: string, given: NoteSignature): Date | undefined {
  const { signature } = given;
  if (key.kind !== 'witness' || !isBy(key, given)) return undefined;
  if (signature.length !== TIME_BYTES + SIGNATURE_BYTES) return undefined;
  const seconds = Number(signature.readBigUInt64BE());
  const holds = key.verifies(messageOf(text, seconds), signature.subarray(TIME_BYTES));
  return holds ? new Date(seconds * MS_A_SECOND) : undefined;
}

/** @returns those of the note's signatures that are a known witness's and hold */
export const cosignaturesIn = (
  { text, signatures }: SignedNote,
  keys: readonly VerifierKey[],
): NoteSignature[] =>
  signatures.filter((given) => keys.some((key) => cosignedAt(key, text, given) !== undefined));
