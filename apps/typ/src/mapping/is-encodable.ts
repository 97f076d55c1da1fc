/** A half of a surrogate pair alone: no UTF-8 exists for it, and the byte that would be sent is another. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether every text in it can be sent as it is: what could only be sent changed is not sent at all. */
export function isEncodable(value: unknown): boolean {
  if (typeof value === 'string') return !LONE_SURROGATE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isEncodable);
}
