import { HASH_BYTES } from '../merkle/hashing.js';

/**
 * "The log grew": what a log sends to its witness (C2SP tlog-witness, add-checkpoint) with a signed checkpoint, and
 * in the same form to its signer with one that is still to be signed.
 */
export interface GrowRequest {
  /** The size that the proof begins at. */
  readonly oldSize: number;
  readonly proof: readonly Buffer[];
  /** A signed note, or the bare text of a checkpoint. */
  readonly checkpoint: string;
}

/** A tree of 2^63 leaves has no longer proof. */
const MOST_HASHES = 63;
const OLD_LINE = /^old (0|[1-9][0-9]{0,15})$/;

export const formatGrowRequest = ({ oldSize, proof, checkpoint }: GrowRequest): string =>
  `old ${oldSize}\n${proof.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`;

/** @returns undefined for what is no such request */
export function parseGrowRequest(body: string): GrowRequest | undefined {
  const end = body.indexOf('\n\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = body.slice(0, end).split('\n');
  const oldSize = OLD_LINE.exec(first)?.[1];
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  const areHashes = proof.every(
    (hash, position) => hash.length === HASH_BYTES && hash.toString('base64') === lines[position],
  );
  if (oldSize === undefined || !areHashes || proof.length > MOST_HASHES) return undefined;
  return { oldSize: Number(oldSize), proof, checkpoint: body.slice(end + 2) };
}
