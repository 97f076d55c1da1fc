import { type JsonObject, objectAt, objectsAt } from '../../json.js';
import type { Identity } from '../resources/identities.js';
import { identityOf } from '../validation/reference.js';

/** What R4's search parameter `identifier` looks at: masterIdentifier too (DocumentReference). */
export function businessIdentifiers(resource: JsonObject): readonly Identity[] {
  return [objectAt(resource, 'masterIdentifier'), ...objectsAt(resource, 'identifier')]
    .map(identityOf)
    .filter((identity) => identity !== undefined);
}
