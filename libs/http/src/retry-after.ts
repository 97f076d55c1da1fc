/** Nobody is told to stay away for longer: what is down longer than this is asked again (R11). */
const MAX_RETRY_AFTER_MS = 3_600_000;

/**
 * Reads `Retry-After` (RFC 9110, 10.2.3): seconds or an HTTP-date.
 * @returns how long to wait, an hour at most; undefined where the header is missing or neither of the two
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim();
  if (value === undefined) return undefined;
  const wait = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : untilDate(value, now);
  return wait === undefined ? undefined : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER_MS);
}

function untilDate(value: string, now: Date): number | undefined {
  // An HTTP-date begins with the weekday's name; Date.parse alone would take much else for a date.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /.test(value)) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at - now.getTime();
}
