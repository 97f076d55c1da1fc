import { createHmac } from 'node:crypto';

const KEPT_BYTES = 16;

/**
 * Keyed, one-way index of a value (R49): HMAC-SHA-256, 128 bits kept, its own key per purpose (derived from
 * one index key), so that equal values are seen as equal inside one purpose only.
 */
export interface BlindIndex {
  of(purpose: IndexPurpose, value: string | Buffer): Buffer;
}

/** A closed set: each is a column or a kind of digest. */
export type IndexPurpose =
  | 'client-identifier'
  | 'participant-address'
  | 'organisation'
  | 'person'
  | 'event-body'
  | 'decision-data'
  | 'record-content';

/** @param indexKey 32 bytes */
export function blindIndexOf(indexKey: Buffer): BlindIndex {
  const keys = new Map<IndexPurpose, Buffer>();
  const keyFor = (purpose: IndexPurpose): Buffer => {
    const known = keys.get(purpose);
    if (known !== undefined) return known;
    const derived = createHmac('sha256', indexKey).update(`kuittaus blind index: ${purpose}`).digest();
    keys.set(purpose, derived);
    return derived;
  };
  return {
    of: (purpose, value) =>
      createHmac('sha256', keyFor(purpose)).update(value).digest().subarray(0, KEPT_BYTES),
  };
}
