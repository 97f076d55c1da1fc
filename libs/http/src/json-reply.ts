import type { HttpExchangeResult, NoAnswerCode, NotSentCode } from './http-exchange.js';
import { retryAfterMs } from './retry-after.js';

/** How one interaction that answers in JSON ended. */
export type JsonReply =
  | JsonAnswer
  /** Surely not one byte of the request left; `token-…`: no access token could be had. */
  | { readonly kind: 'not-sent'; readonly code: NotSentCode | `token-${string}` }
  /** Bytes may have left, and no whole answer came. */
  | { readonly kind: 'no-answer'; readonly code: NoAnswerCode };

export interface JsonAnswer {
  readonly kind: 'answered';
  readonly status: number;
  /** By its name in small letters. */
  readonly header: (name: string) => string | undefined;
  readonly retryAfterMs?: number;
  /** Whether there is a body, and whether it is JSON that could be read. */
  readonly content: 'json' | 'empty' | 'unreadable';
  /** The parsed JSON; `undefined` unless `content` is `json`. */
  readonly body: unknown;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads an HTTP answer as JSON: parsed once, and never throwing. */
export function readJsonReply(result: HttpExchangeResult, now: Date): JsonReply {
  if (result.kind !== 'answered') return result;
  const { status, header, bytes } = result;
  const body = bytes.length === 0 ? undefined : parseJson(bytes, header);
  const retryAfter = retryAfterMs(header('retry-after'), now);
  return {
    kind: 'answered',
    status,
    header,
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
    content: bytes.length === 0 ? 'empty' : body === undefined ? 'unreadable' : 'json',
    body,
  };
}

/** @returns undefined for another media type, an encoding we did not ask for, bad UTF-8 and bad JSON */
export function parseJson(bytes: Buffer, header: (name: string) => string | undefined): unknown {
  if (!/^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i.test(header('content-type') ?? '')) return undefined;
  if ((header('content-encoding') ?? 'identity').toLowerCase() !== 'identity') return undefined;
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown;
  } catch {
    // A body that cannot be read is a finding of its own (`unreadable`), not a failure of ours.
    return undefined;
  }
}
