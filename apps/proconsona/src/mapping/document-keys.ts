import { createHash } from 'node:crypto';
import { derivedOid, hashedOid, type DocumentVersion } from '#cda';
import type { RecordingOrder } from '#recording';
import type { SocialArchiveSettings } from '../proconsona.config.js';
import { MissingPreviousVersion } from '../proconsona.errors.js';

/** What our documents are: an OID of ours, as those of the national structures are not public. */
export const TEMPLATE = hashedOid(['kuittaus', 'template', 'social welfare record']);

type Roots = Pick<SocialArchiveSettings, 'documentRoot' | 'caseRoot'>;

/** The series: the id of its first version, whichever version is asked about. */
export function setIdOf(
  { seriesKey }: Pick<RecordingOrder, 'seriesKey'>,
  { documentRoot }: Pick<Roots, 'documentRoot'>,
): string {
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

/** The case (asia) that the documents belong to: one a decision. */
export function caseOf({ team, decisionId, handledOn }: RecordingOrder, { caseRoot }: Roots): string {
  const digest = createHash('sha256').update(['social case', team, decisionId].join('\n')).digest('hex');
  return derivedOid(`${caseRoot}.${handledOn.slice(0, 4)}`, digest.slice(0, 24));
}
