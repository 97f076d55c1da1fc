import { randomUUID } from 'node:crypto';
import { type Identity, clientFault } from '../resources/identities.js';
import { type StoredVersion, stamped } from './stored.js';

/**
 * The server knows every artificial client: a Patient that nobody stored is made when it is asked for.
 * @returns the Patient to store; undefined where no client of this server has that identifier
 */
export function knownPatient(identity: Identity, storedAt: string): StoredVersion | undefined {
  if (clientFault(identity) !== undefined) return undefined;
  const resource = { resourceType: 'Patient', identifier: [identity], active: true };
  return stamped({ type: 'Patient', id: randomUUID(), version: 1, operation: 'create', storedAt, resource });
}
