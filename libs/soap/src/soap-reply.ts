import {
  retryAfterMs,
  type HttpAnswer,
  type HttpExchangeResult,
  type HttpNoAnswer,
  type HttpNotSent,
} from '#http';
import { readEnvelope, type FaultCode } from './envelope.js';
import { readXml } from './read-xml.js';
import { XmlUnreadable } from './soap.errors.js';
import type { XmlElement } from './xml-element.js';

/** How one SOAP call ended. */
export type SoapReply =
  | SoapAnswer
  /** Surely not one byte of the request left. */
  | HttpNotSent
  /** Bytes may have left, and no whole answer came. */
  | HttpNoAnswer;

export interface SoapAnswer {
  readonly kind: 'answered';
  readonly status: number;
  readonly retryAfterMs?: number;
  /** `foreign`: an envelope that answers another message than ours. */
  readonly content: 'message' | 'fault' | 'empty' | 'unreadable' | 'foreign';
  /** The element in the envelope's body; only of a `message`. */
  readonly body?: XmlElement;
  /** Only of a `fault`. */
  readonly fault?: FaultCode | 'other';
}

/** Reads an HTTP answer as SOAP; never throws. */
export function readSoapReply(result: HttpExchangeResult, messageId: string, now: Date): SoapReply {
  if (result.kind !== 'answered') return result;
  const { status, header } = result;
  const retryAfter = retryAfterMs(header('retry-after'), now);
  return {
    kind: 'answered',
    status,
    ...(retryAfter !== undefined && { retryAfterMs: retryAfter }),
    ...contentOf(result, messageId),
  };
}

type Content = Pick<SoapAnswer, 'content' | 'body' | 'fault'>;

function contentOf({ header, bytes }: HttpAnswer, messageId: string): Content {
  if (bytes.length === 0) return { content: 'empty' };
  if (!isSoapMediaType(header)) return { content: 'unreadable' };
  const envelope = readOrNothing(bytes);
  if (envelope === undefined) return { content: 'unreadable' };
  const { relatesTo } = envelope.addressing;
  if (relatesTo !== undefined && relatesTo !== messageId) return { content: 'foreign' };
  return envelope.kind === 'fault'
    ? { content: 'fault', fault: envelope.code }
    : { content: 'message', body: envelope.body };
}

function isSoapMediaType(header: (name: string) => string | undefined): boolean {
  const identity = (header('content-encoding') ?? 'identity').toLowerCase() === 'identity';
  return identity && /^text\/xml\s*(?:;|$)/i.test(header('content-type') ?? '');
}

function readOrNothing(bytes: Buffer): ReturnType<typeof readEnvelope> {
  try {
    return readEnvelope(readXml(bytes));
  } catch (error) {
    if (error instanceof XmlUnreadable) return undefined;
    throw error;
  }
}
