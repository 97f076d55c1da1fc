import { createHash } from 'node:crypto';
import { derivedOid, hashedOid } from '#cda';
import type { RecordingOrder } from '#recording';
import type { SocialArchiveSettings } from '../proconsona.config.js';

/** What our documents are: an OID of ours, as those of the national structures are not public. */
export const TEMPLATE = hashedOid(['kuittaus', 'template', 'social welfare record']);

/** The case (asia) that the documents belong to: one a decision. */
export function caseOf(
  { team, decisionId, handledOn }: RecordingOrder,
  { caseRoot }: Pick<SocialArchiveSettings, 'caseRoot'>,
): string {
  const digest = createHash('sha256').update(['social case', team, decisionId].join('\n')).digest('hex');
  return derivedOid(`${caseRoot}.${handledOn.slice(0, 4)}`, digest.slice(0, 24));
}
