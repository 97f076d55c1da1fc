import { createHash } from 'node:crypto';
import { derivedOid, hashedOid } from '#cda';
import { archiveKeyOf, type RecordingOrder } from '#recording';
import type { ArchiveSettings } from '../kanta.config.js';

/** Our own code systems: an OID each that needs no registration. */
export const RECORD_KINDS = hashedOid(['kuittaus', 'code system', 'record kinds']);
export const RECORD_FIELDS = hashedOid(['kuittaus', 'code system', 'record fields']);

type Roots = Pick<ArchiveSettings, 'documentRoot' | 'serviceEventRoot'>;

/** By what others' documents of the same record of the decision are found, see `archiveKeyOf`. */
export function fulfilledOid(order: RecordingOrder): string {
  return derivedOid('2.25', archiveKeyOf(order));
}

export interface ServiceEventKeys {
  /** OID of the service event: `<root>.<year>.<number>`. */
  readonly id: string;
  /** OID of the document that tells of it. */
  readonly documentId: string;
}

/** One service event a decision, with a document of its own. */
export function serviceEventOf(order: RecordingOrder, roots: Roots): ServiceEventKeys {
  const { team, decisionId, handledOn } = order;
  const number = digest(['service event', team, decisionId], 24);
  return {
    id: derivedOid(`${roots.serviceEventRoot}.${handledOn.slice(0, 4)}`, number),
    documentId: derivedOid(roots.documentRoot, digest(['service event document', team, decisionId], 32)),
  };
}

const digest = (parts: readonly string[], digits: number): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, digits);
