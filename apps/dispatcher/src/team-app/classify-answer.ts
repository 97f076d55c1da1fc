import { retryAfterMs } from '#http';
import type { HttpExchangeResult } from '#http';

/** What an attempt to tell a team application gave. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered' }
  /** 410: it wants no events at this address any more. */
  | { readonly kind: 'gone'; readonly code: string }
  | { readonly kind: 'failed'; readonly code: string; readonly retryAfterMs?: number };

const GONE = 410;

/** Any answer of 2xx is a receipt; a redirect is none, and nothing follows it (Standard Webhooks 1.0). */
export function classifyAnswer(result: HttpExchangeResult, now: Date): DeliveryOutcome {
  if (result.kind !== 'answered') return { kind: 'failed', code: result.code };
  const { status } = result;
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const code = `http-${String(status)}`;
  if (status === GONE) return { kind: 'gone', code };
  const wait = retryAfterMs(result.header('retry-after'), now);
  return { kind: 'failed', code, ...(wait === undefined ? {} : { retryAfterMs: wait }) };
}
