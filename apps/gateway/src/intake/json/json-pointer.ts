const PLAIN_NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** As many digits as an identity code has before its sign. */
const MANY_DIGITS = /^(?:[^0-9]*[0-9]){6}/;

/**
 * A JSON Pointer (RFC 6901) that may stand in an answer. A sender's own field name can hold anything, a
 * person's identity code too: a name that does not look like one of a field is told as `*`.
 */
export function memberPointer(parent: string, name: string | number): string {
  const isTold = typeof name === 'number' || (PLAIN_NAME.test(name) && !MANY_DIGITS.test(name));
  return `${parent}/${isTold ? name : '*'}`;
}
