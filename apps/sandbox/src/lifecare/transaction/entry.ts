import { type JsonObject, objectAt, textAt } from '../../json.js';
import { ENTERED_IN_ERROR } from '../resources/content-record.js';
import { lookAtResource } from '../resources/look-at-resource.js';
import { type AddressableType, isAddressable, isContentType } from '../resources/resource-types.js';
import { type Criteria, readCriteria } from '../store/criteria.js';
import { Findings, type FoundReference } from '../validation/findings.js';
import { isUuidUri } from '../validation/primitives.js';
import { Refusal } from '../validation/refusals.js';

/** One entry of a transaction, looked at by itself. */
export interface Entry {
  readonly path: string;
  readonly fullUrl: string;
  readonly type: AddressableType;
  readonly resource: JsonObject;
  readonly references: readonly FoundReference[];
  readonly write: Create | Update;
}

interface Create {
  readonly method: 'POST';
  readonly ifNoneExist?: Criteria;
}

interface Update {
  readonly method: 'PUT';
  readonly address: string;
  /** The version id that ifMatch names. */
  readonly ifMatch: string;
}

/**
 * Reads one entry and reports the faults of its resource and request.
 * @param fhirBase - the address that an entry's fullUrl may begin with
 * @returns the entry; undefined where its type is none that is taken
 * @throws {@link Refusal} 400 for a malformed condition
 */
export function readEntry(
  entry: JsonObject,
  path: string,
  fhirBase: string,
  findings: Findings,
): Entry | undefined {
  const resource = objectAt(entry, 'resource');
  const type = textAt(resource, 'resourceType');
  if (resource === undefined || !isAddressable(type)) {
    findings.add('wrong-resource-type', `${path}.resource`);
    return undefined;
  }
  const own = new Findings();
  lookAtResource(type, resource, `${path}.resource`, own);
  findings.issues.push(...own.issues);
  const request = objectAt(entry, 'request') ?? {};
  const fullUrl = textAt(entry, 'fullUrl') ?? '';
  const facts = { path, fullUrl, type, resource, references: own.references };
  const read = textAt(request, 'method') === 'PUT' ? readUpdate : readCreate;
  const write = read({ type, resource, request, path }, findings);
  const atItsAddress = write.method === 'PUT' && fullUrl === `${fhirBase}/${write.address}`;
  if (!isUuidUri(fullUrl) && !atItsAddress) findings.add('full-url', `${path}.fullUrl`);
  return { ...facts, write };
}

type Part = Pick<Entry, 'type' | 'resource' | 'path'> & { readonly request: JsonObject };

function readCreate({ type, resource, path, request }: Part, findings: Findings): Create {
  if (textAt(request, 'url') !== type || 'ifMatch' in request) findings.add('request-url', `${path}.request`);
  if (isContentType(type) && resource['status'] === ENTERED_IN_ERROR) {
    findings.add('status-on-create', `${path}.resource.status`);
  }
  const condition = textAt(request, 'ifNoneExist');
  if (condition === undefined) return { method: 'POST' };
  return { method: 'POST', ifNoneExist: readCriteria(type, new URLSearchParams(condition)) };
}

function readUpdate({ type, resource, path, request }: Part, findings: Findings): Update {
  const address = `${type}/${textAt(resource, 'id') ?? ''}`;
  if (textAt(request, 'url') !== address || 'ifNoneExist' in request) {
    findings.add('request-url', `${path}.request`);
  }
  if (!isContentType(type)) findings.add('not-updatable', path);
  const condition = textAt(request, 'ifMatch');
  if (condition === undefined) throw Refusal.of(400, 'version-missing', `${path}.request.ifMatch`);
  const [, version] = /^W\/"([0-9]+)"$/.exec(condition) ?? [];
  if (version === undefined) findings.add('value', `${path}.request.ifMatch`);
  return { method: 'PUT', address, ifMatch: version ?? '' };
}
