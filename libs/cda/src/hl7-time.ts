/**
 * An HL7 V3 timestamp with its offset (`YYYYMMDDhhmmss±hhmm`) of an RFC 3339 time, to the second. RFC 3339 also
 * allows small letters, a space for the T, and a leap second, which few clocks know.
 */
export function hl7Time(rfc3339: string): string {
  const digits = rfc3339.slice(0, 19).replace(/\D/g, '').replace(/60$/, '59');
  const offset = /[+-]\d\d:\d\d$/.exec(rfc3339)?.[0].replace(':', '') ?? '+0000';
  return digits + offset;
}

/** `YYYYMMDD` of a date or an RFC 3339 time, as it is written there. */
export function hl7Date(date: string): string {
  return date.slice(0, 10).replaceAll('-', '');
}
