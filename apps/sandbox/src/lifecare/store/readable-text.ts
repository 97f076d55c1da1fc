import { type JsonObject, isObject } from '../../json.js';
import { attachmentText } from '../validation/attachment.js';

/** Elements that are addresses, keys, states or encodings: nothing that a person reads in the record. */
const NOT_READ: ReadonlySet<string> = new Set([
  'resourceType',
  'id',
  'meta',
  'language',
  'identifier',
  'masterIdentifier',
  'reference',
  'status',
  'docStatus',
  'intent',
  'lifecycleStatus',
  'use',
  'system',
  'version',
  'contentType',
  'data',
  'hash',
]);

/**
 * A record as a person could read it, for the journal: the texts of its attachments (base64 undone) first, then
 * every other text, display and date in the order of the resource, each once, a line each. It leaves out no free
 * text, so that what reached the record in a wrong element shows.
 */
export function readableText(resource: JsonObject): string {
  const attached: string[] = [];
  const others = new Set<string>();
  collect(resource, attached, others);
  return [...attached, ...others].join('\n');
}

function collect(value: unknown, attached: string[], others: Set<string>): void {
  if (typeof value === 'string') {
    others.add(value);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, attached, others);
  } else if (isObject(value)) {
    const text = attachmentText(value);
    if (text !== undefined) attached.push(text);
    for (const [name, inner] of Object.entries(value)) {
      if (isRead(name, value)) collect(inner, attached, others);
    }
  }
}

/** A code is read by its display where it has one; the type of a reference is not read at all. */
function isRead(name: string, parent: JsonObject): boolean {
  if (NOT_READ.has(name)) return false;
  if (name === 'code') return typeof parent['display'] !== 'string';
  return !(
    name === 'type' &&
    ('reference' in parent || 'identifier' in parent) &&
    typeof parent[name] === 'string'
  );
}
