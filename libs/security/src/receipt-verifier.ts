import { compactVerify, createLocalJWKSet, decodeProtectedHeader, errors } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { RECEIPT_ALGORITHM, RECEIPT_TYPE } from './receipt-form.js';

/** Why a receipt proves nothing. `signature-wrong`: not one byte may differ from what was signed. */
export type ReceiptFault = 'not-a-receipt' | 'unknown-key' | 'signature-wrong';

export type VerifiedReceipt =
  | { readonly kid: string; readonly payload: Buffer }
  | { readonly fault: ReceiptFault; readonly kid?: string };

/**
 * Holds a completeness receipt against public keys that are at hand; it asks no network.
 * @param receipt a compact JWS; white space around it is not part of it
 */
export async function verifyReceipt(receipt: string, keys: JSONWebKeySet): Promise<VerifiedReceipt> {
  const jws = receipt.trim();
  const header = headerOf(jws);
  if (header?.kid === undefined) return { fault: 'not-a-receipt' };
  const { kid } = header;
  if (!keys.keys.some((key) => key.kid === kid)) return { fault: 'unknown-key', kid };
  // The last character of a signature holds bits that stand for nothing: another one would mean the same bytes.
  if (!isPlainBase64Url(jws.split('.')[2] ?? '')) return { fault: 'signature-wrong', kid };
  try {
    const { payload } = await compactVerify(jws, createLocalJWKSet(keys), {
      algorithms: [RECEIPT_ALGORITHM],
    });
    return { kid, payload: Buffer.from(payload) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return { fault: 'signature-wrong', kid };
    throw error;
  }
}

/** @returns undefined for what is no compact JWS, or is one of another kind */
function headerOf(jws: string): { readonly kid?: string } | undefined {
  try {
    const { alg, typ, kid } = decodeProtectedHeader(jws);
    const isOurs = jws.split('.').length === 3 && alg === RECEIPT_ALGORITHM && typ === RECEIPT_TYPE;
    return isOurs && kid !== undefined ? { kid } : undefined;
  } catch {
    return undefined;
  }
}

const isPlainBase64Url = (text: string): boolean =>
  Buffer.from(text, 'base64url').toString('base64url') === text;
