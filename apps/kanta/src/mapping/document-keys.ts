import { createHash } from 'node:crypto';
import { derivedOid, hashedOid, type DocumentVersion } from '#cda';
import { archiveKeyOf, type RecordingOrder } from '#recording';
import type { ArchiveSettings } from '../kanta.config.js';
import { MissingPreviousVersion } from '../kanta.errors.js';

/** Our own code systems: an OID each that needs no registration. */
export const RECORD_KINDS = hashedOid(['kuittaus', 'code system', 'record kinds']);
export const RECORD_FIELDS = hashedOid(['kuittaus', 'code system', 'record fields']);

type Roots = Pick<ArchiveSettings, 'documentRoot' | 'serviceEventRoot'>;

/** The series: the id of its first version, whichever version is asked about. */
export function setIdOf({ seriesKey }: Pick<RecordingOrder, 'seriesKey'>, { documentRoot }: Roots): string {
  return derivedOid(documentRoot, seriesKey);
}

/**
 * The version that the order writes: the same on every attempt.
 * @throws MissingPreviousVersion
 */
export function versionOf(order: RecordingOrder, roots: Roots): DocumentVersion {
  const setId = setIdOf(order, roots);
  const replaced = replacedVersion(order, roots);
  if (replaced === undefined) return { id: setId, setId, versionNumber: 1 };
  const id = derivedOid(roots.documentRoot, order.versionKey);
  return { id, setId, versionNumber: replaced.versionNumber + 1 };
}

/**
 * The version that a replace or nullify is for; undefined for a create.
 * @throws MissingPreviousVersion
 */
export function replacedVersion(order: RecordingOrder, roots: Roots): DocumentVersion | undefined {
  const { operation, previous, taskId } = order;
  if (operation === 'create') return undefined;
  if (previous === undefined || !/^[1-9][0-9]{0,8}$/.test(previous.targetVersion)) {
    throw new MissingPreviousVersion(taskId);
  }
  const versionNumber = Number(previous.targetVersion);
  return { id: previous.targetId, setId: setIdOf(order, roots), versionNumber };
}

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
