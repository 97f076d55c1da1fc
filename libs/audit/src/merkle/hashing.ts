import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;

/** Leaves and inner nodes never hash the same bytes: else an inner node could pass for a leaf (RFC 6962, 2.1). */
const LEAF_PREFIX = Buffer.of(0x00);
const NODE_PREFIX = Buffer.of(0x01);

export const leafHash = (data: Buffer): Buffer => sha256(LEAF_PREFIX, data);

export const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(NODE_PREFIX, left, right);

/** Root of the tree without leaves. */
export const EMPTY_ROOT = sha256();

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
