import { MissingPreviousVersion } from './cda.errors.js';
import type { DocumentVersion } from './clinical-document.js';
import { derivedOid } from './oid.js';

/** What tells the versions of a series apart: our keys, and what stands in the archive before. */
export interface SeriesStep {
  readonly seriesKey: string;
  readonly versionKey: string;
  readonly operation: 'create' | 'replace' | 'nullify';
  readonly previous?: { readonly targetId: string; readonly targetVersion: string };
}

/** The series: the id of its first version, whichever version is asked about. */
export function setIdOf({ seriesKey }: Pick<SeriesStep, 'seriesKey'>, root: string): string {
  return derivedOid(root, seriesKey);
}

/**
 * The version that a step writes: the same on every attempt.
 * @param root below which documents get their ids
 * @throws MissingPreviousVersion
 */
export function versionOf(step: SeriesStep, root: string): DocumentVersion {
  const setId = setIdOf(step, root);
  const replaced = replacedVersion(step, root);
  if (replaced === undefined) return { id: setId, setId, versionNumber: 1 };
  return { id: derivedOid(root, step.versionKey), setId, versionNumber: replaced.versionNumber + 1 };
}

/**
 * The version that a replace or nullify is for; undefined for a create.
 * @throws MissingPreviousVersion
 */
export function replacedVersion(step: SeriesStep, root: string): DocumentVersion | undefined {
  const { operation, previous } = step;
  if (operation === 'create') return undefined;
  if (previous === undefined || !/^[1-9][0-9]{0,8}$/.test(previous.targetVersion)) {
    throw new MissingPreviousVersion();
  }
  const versionNumber = Number(previous.targetVersion);
  return { id: previous.targetId, setId: setIdOf(step, root), versionNumber };
}
