import { Problem } from '../http/problem.js';

const ENTITY_TAG = /^"[\x21\x23-\x7e\x80-\xff]*"$/;

/**
 * @param header `If-Match` (RFC 9110, section 13.1.1)
 * @returns its strong entity tags; a weak one never matches
 * @throws Problem when there is none: an act must name the task that it has seen, and `*` names nothing
 */
export function namedEntityTags(header: string | undefined): readonly string[] {
  const named = (header ?? '').split(',').map((tag) => tag.trim());
  if (header === undefined || named.includes('*') || named.every((tag) => tag === '')) {
    throw new Problem('if-match-missing');
  }
  return named.filter((tag) => ENTITY_TAG.test(tag));
}
