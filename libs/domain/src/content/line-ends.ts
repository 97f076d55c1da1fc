/** @returns the same value with CRLF and CR as LF in every text of it */
export function withPlainLineEnds<T>(value: T): T;
export function withPlainLineEnds(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\r\n?/gu, '\n');
  if (Array.isArray(value)) return value.map((item: unknown) => withPlainLineEnds(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlainLineEnds(item)]));
}
