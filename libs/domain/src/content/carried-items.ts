import type { ContentItemRef } from '../content.js';
import type { Decision } from '../decision.js';
import type { ContentPolicy } from '../practice/content-policy.js';
import type { Rule } from '../practice/practice.js';
import type { RecordKind } from '../words.js';

const WITH_RECOMMENDATIONS: readonly RecordKind[] = ['recommendation', 'case-note', 'contact-note'];
const WITH_MEASURES: readonly RecordKind[] = [
  'recommendation',
  'measures',
  'plan',
  'case-note',
  'contact-note',
];

/** A record as far as it decides which items it carries. */
export interface Carrier {
  readonly record: RecordKind;
  readonly policy: ContentPolicy;
  readonly carries: Rule['carries'];
}

/** @returns the decision's recommendations and measures that none of the records carries, in list order */
export function itemsNotCarried(
  decision: Pick<Decision, 'recommendations' | 'measures'>,
  carriers: readonly Carrier[],
): readonly ContentItemRef[] {
  const recommendations = (decision.recommendations ?? []).map((item) => itemRef('recommendation', item));
  const measures = (decision.measures ?? []).map((item) => itemRef('measure', item));
  return [...recommendations, ...measures].filter(
    (item) => !carriers.some((carrier) => isCarried(item, carrier)),
  );
}

/** A recommendation of which a record tells the service alone is carried, too. */
function isCarried({ kind, domain }: ContentItemRef, { record, policy, carries }: Carrier): boolean {
  const allowed = policy.domains.includes(domain);
  return kind === 'recommendation'
    ? WITH_RECOMMENDATIONS.includes(record) && (allowed || carries !== undefined)
    : WITH_MEASURES.includes(record) && allowed;
}

const itemRef = (
  kind: ContentItemRef['kind'],
  { id, domain }: Pick<ContentItemRef, 'id' | 'domain'>,
): ContentItemRef => ({ kind, id, domain });
