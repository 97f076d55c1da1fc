import { type Identity, PERSONAL_IDENTITY_CODE_SYSTEM, sameIdentity } from '../resources/identities.js';
import { isContentType } from '../resources/resource-types.js';
import type { StoredVersion } from '../store/stored.js';
import { withClient } from './resolve-references.js';

/** Artificial persons; the second is for when the first is the right client. */
const OTHERS: readonly [Identity, Identity] = [
  { system: PERSONAL_IDENTITY_CODE_SYSTEM, value: '020594X903P' },
  { system: PERSONAL_IDENTITY_CODE_SYSTEM, value: '030594W903B' },
];

/** The fault `wrong-client`: the same versions, as records of somebody else. */
export function underAnotherClient(versions: readonly StoredVersion[]): readonly StoredVersion[] {
  return versions.map((version) => {
    const { client: right, type, resource } = version;
    if (right === undefined || !isContentType(type)) return version;
    const client = sameIdentity(right, OTHERS[0]) ? OTHERS[1] : OTHERS[0];
    return { ...version, client, resource: withClient(type, resource, client) };
  });
}
