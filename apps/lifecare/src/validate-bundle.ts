import type { TransactionBundle } from '#fhir';
import type { RecordingOrder } from '#recording';

/** A half of a surrogate pair alone: no UTF-8 exists for it, and the byte that would be sent is another. */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** What a FHIR `string` must not hold: control characters below the space, but tab and line ends (R4, datatypes.html). */
const FORBIDDEN = /[^\t\n\r\u0020-\u{10ffff}]/u;

/**
 * Whether the order can be written as it is: what could only be sent changed is not sent at all.
 * The text is looked at by itself too, since in an attachment it is base64 and would hide its surrogates.
 */
export function isEncodable(bundle: TransactionBundle, { text }: RecordingOrder): boolean {
  return !LONE_SURROGATE.test(text) && everyString(bundle, isFhirString);
}

function isFhirString(value: string): boolean {
  return value.trim() !== '' && !LONE_SURROGATE.test(value) && !FORBIDDEN.test(value);
}

function everyString(value: unknown, fits: (text: string) => boolean): boolean {
  if (typeof value === 'string') return fits(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((inner) => everyString(inner, fits));
}
