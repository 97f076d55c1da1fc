import { HASH_BYTES } from '../merkle/hashing.js';
import type { TreeHead } from '../merkle/proofs.js';
import type { SigningKey, VerifierKey } from './keys.js';
import { formatNote, parseNote } from './signed-note.js';
import type { NoteSignature, SignedNote } from './signed-note.js';

/** A log's tree at one moment (C2SP tlog-checkpoint). The origin names the log, and no other has it. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
}

const SIZE = /^(?:0|[1-9][0-9]{0,15})$/;

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Extension lines are let be: none of ours has any. @returns undefined for what is no checkpoint */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', size = '', encoded = '', ...rest] = text.split('\n');
  const root = Buffer.from(encoded, 'base64');
  const isRoot = root.length === HASH_BYTES && root.toString('base64') === encoded;
  if (origin === '' || !SIZE.test(size) || !isRoot || rest.at(-1) !== '') return undefined;
  return { origin, size: Number(size), root };
}

/** @returns the signed note */
export function signCheckpoint(key: SigningKey, tree: TreeHead): string {
  const text = checkpointText({ origin: key.name, ...tree });
  const signature = key.sign(Buffer.from(text, 'utf8'));
  return formatNote({ text, signatures: [{ name: key.name, id: key.id, signature }] });
}

/** A checkpoint whose signature holds. */
export interface VerifiedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/**
 * @param keys of the log; signatures of others are left alone
 * @returns undefined when it is no checkpoint of this log, no known key signed it, or a known key's signature is wrong
 */
export function verifyCheckpoint(note: string, keys: readonly VerifierKey[]): VerifiedCheckpoint | undefined {
  const parsed = parseNote(note);
  const checkpoint = parsed === undefined ? undefined : parseCheckpoint(parsed.text);
  if (parsed === undefined || checkpoint === undefined) return undefined;
  const message = Buffer.from(parsed.text, 'utf8');
  const ours = parsed.signatures.flatMap((signature) => {
    const key = keys.find((known) => known.kind === 'log' && isBy(known, signature));
    return key === undefined ? [] : [{ key, signature }];
  });
  const holds = ours.every(({ key, signature }) => key.verifies(message, signature.signature));
  const isOurs = ours.length > 0 && ours.every(({ key }) => key.name === checkpoint.origin);
  return holds && isOurs ? { ...checkpoint, note: parsed } : undefined;
}

export const isBy = (key: VerifierKey, { name, id }: NoteSignature): boolean =>
  key.name === name && key.id.equals(id);
