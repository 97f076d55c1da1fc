import type { JsonValue } from './json-value.js';
import { scanJson } from './scan-json.js';

/** `contract/README.md`, Intake: at most 20 levels deep. */
const DEEPEST = 20;

export type JsonFault = 'not-json' | 'duplicate-key' | 'too-deep';

export type ParsedJson = { readonly value: JsonValue } | { readonly fault: JsonFault };

/**
 * JSON as RFC 8259 has it, and stricter where parsers differ: UTF-8 without a byte order mark, no key twice
 * in an object, not too deep. What two readers could read in two ways is refused.
 */
export function parseStrictJson(body: Buffer): ParsedJson {
  const text = decodeUtf8(body);
  const parsed = text === undefined ? undefined : parse(text);
  if (text === undefined || parsed === undefined) return { fault: 'not-json' };

  const { hasDuplicateKey, depth } = scanJson(text);
  if (hasDuplicateKey) return { fault: 'duplicate-key' };
  if (depth > DEEPEST) return { fault: 'too-deep' };
  return parsed;
}

function decodeUtf8(body: Buffer): string | undefined {
  try {
    // A byte order mark stays in the text, and JSON.parse refuses it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

function parse(text: string): { readonly value: JsonValue } | undefined {
  try {
    return { value: JSON.parse(text) as JsonValue };
  } catch {
    return undefined;
  }
}
