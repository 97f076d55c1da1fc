import type { Fault } from '../../http/problem.js';
import { dateTime, object, oneOf, text, uriReference } from '../event-dto/field-checks.js';
import type { FieldCheck } from '../event-dto/field-checks.js';
import { holdsForbiddenCharacter } from '../json/inspect-values.js';
import { memberPointer } from '../json/json-pointer.js';
import { isJsonObject } from '../json/json-value.js';
import type { JsonObject, JsonValue } from '../json/json-value.js';
import { own } from '../json/read-loosely.js';
import { EVENT_TYPES } from './cloud-event.js';
import type { ReceivedEvent } from './cloud-event.js';

/** The envelope's attributes, as the contract's schema has them; what is `id` is told by the header. */
const REQUIRED: Readonly<Record<string, FieldCheck>> = {
  specversion: oneOf(['1.0']),
  source: uriReference(200),
  type: oneOf(EVENT_TYPES),
  time: dateTime,
  data: object,
};
function subject(value: unknown): readonly Fault[] {
  const isForbidden = typeof value === 'string' && holdsForbiddenCharacter(value);
  return isForbidden ? [{ path: '', code: 'forbidden-character' }] : text(0, 130)(value);
}

const OPTIONAL: Readonly<Record<string, FieldCheck>> = {
  subject,
  datacontenttype: oneOf(['application/json']),
};
const ATTRIBUTES = ['id', ...Object.keys(REQUIRED), ...Object.keys(OPTIONAL)];

export type Envelope = { readonly event: ReceivedEvent } | { readonly faults: readonly Fault[] };

/**
 * Reads a CloudEvents 1.0 event; its data is not looked at yet.
 * @param webhookId what the signed header says the event's id is
 */
export function readEnvelope(value: JsonValue, webhookId: string): Envelope {
  if (!isJsonObject(value)) return { faults: [{ path: '', code: 'type' }] };
  const faults = envelopeFaults(value, webhookId);
  return faults.length === 0 && isEnvelope(value) ? { event: value } : { faults };
}

function envelopeFaults(value: JsonObject, webhookId: string): Fault[] {
  return [
    ...Object.keys(value)
      .filter((name) => !ATTRIBUTES.includes(name))
      .map((name) => ({ path: memberPointer('', name), code: 'unknown-field' })),
    ...(own(value, 'id') === webhookId ? [] : [{ path: '/id', code: 'not-the-webhook-id' }]),
    ...Object.entries(REQUIRED).flatMap(([name, check]) => attributeFaults(value, name, check)),
    ...Object.entries(OPTIONAL)
      .filter(([name]) => own(value, name) !== undefined)
      .flatMap(([name, check]) => attributeFaults(value, name, check)),
  ];
}

const attributeFaults = (value: JsonObject, name: string, check: FieldCheck): Fault[] =>
  check(own(value, name)).map(({ path, code }) => ({ path: `/${name}${path}`, code }));

/** The parsing edge: what {@link envelopeFaults} found nothing against has the type that it says. */
const isEnvelope = (value: JsonObject): value is JsonObject & ReceivedEvent => isJsonObject(value.data);
