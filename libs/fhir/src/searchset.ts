import type { Identifier } from './r4.js';
import { at, listAt, textAt } from '#http';

/** What a search by our key found. */
export type KeySearch =
  | { readonly kind: 'matches'; readonly resources: readonly unknown[] }
  /** No searchset, or one that contradicts itself or the question: it says nothing about our key. */
  | {
      readonly kind: 'unusable';
      readonly code: 'not-a-searchset' | 'search-not-obeyed' | 'search-incomplete';
    };

/**
 * Reads the answer to a search by identifier. Servers have ignored the parameter and answered with
 * everything (Spark #520), so each match must carry the key; and an answer that tells of more matches than
 * it shows is no answer to "how many".
 */
export function readKeySearch(body: unknown, resourceType: string, key: Identifier): KeySearch {
  if (at(body, 'resourceType') !== 'Bundle' || at(body, 'type') !== 'searchset') {
    return { kind: 'unusable', code: 'not-a-searchset' };
  }
  const resources = listAt(body, 'entry')
    .filter((entry) => (at(entry, 'search', 'mode') ?? 'match') === 'match')
    .map((entry) => at(entry, 'resource'));
  if (!resources.every((found) => carries(found, resourceType, key))) {
    return { kind: 'unusable', code: 'search-not-obeyed' };
  }
  const total = at(body, 'total') ?? resources.length;
  const hasNextPage = listAt(body, 'link').some((link) => at(link, 'relation') === 'next');
  if (hasNextPage || total !== resources.length) return { kind: 'unusable', code: 'search-incomplete' };
  return { kind: 'matches', resources };
}

function carries(resource: unknown, resourceType: string, key: Identifier): boolean {
  return at(resource, 'resourceType') === resourceType && identifierValue(resource, key.system) === key.value;
}

/** @returns the value of a resource's identifier in this system; undefined where none, or more than one */
export function identifierValue(resource: unknown, system: string): string | undefined {
  const values = listAt(resource, 'identifier').filter((one) => at(one, 'system') === system);
  return values.length === 1 ? textAt(values[0], 'value') : undefined;
}
