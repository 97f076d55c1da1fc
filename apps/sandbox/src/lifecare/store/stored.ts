import { type JsonObject, objectAt } from '../../json.js';
import type { Operation } from '../resources/content-record.js';
import type { Identity } from '../resources/identities.js';
import type { AddressableType } from '../resources/resource-types.js';

/** One version of a resource; versions count from 1. `client` is there for content records. */
export interface StoredVersion {
  readonly type: AddressableType;
  readonly id: string;
  readonly version: number;
  readonly operation: Operation;
  /** RFC 3339 */
  readonly storedAt: string;
  readonly client?: Identity;
  readonly resource: JsonObject;
}

/** A resource with its history, oldest first. */
export interface StoredRecord {
  readonly type: AddressableType;
  readonly id: string;
  readonly versions: readonly [StoredVersion, ...StoredVersion[]];
}

/** What one transaction stored: one line of the file, so that a crash leaves all of it or nothing. */
export interface Commit {
  readonly versions: readonly StoredVersion[];
}

export const newest = (record: StoredRecord): StoredVersion => record.versions.at(-1) ?? record.versions[0];

export const addressOf = ({ type, id }: Pick<StoredVersion, 'type' | 'id'>): string => `${type}/${id}`;
export const locationOf = (stored: StoredVersion): string =>
  `${addressOf(stored)}/_history/${String(stored.version)}`;
export const etagOf = ({ version }: StoredVersion): string => `W/"${String(version)}"`;

/** @returns the version with the id, version and time of the server in its resource, whatever was sent there */
export function stamped(stored: StoredVersion): StoredVersion {
  const { id, version, storedAt, resource } = stored;
  const meta = { ...objectAt(resource, 'meta'), versionId: String(version), lastUpdated: storedAt };
  return { ...stored, resource: { ...resource, id, meta } };
}
