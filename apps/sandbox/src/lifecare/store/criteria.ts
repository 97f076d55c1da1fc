import { textAt } from '../../json.js';
import { type Identity, sameIdentity } from '../resources/identities.js';
import { type AddressableType, isContentType } from '../resources/resource-types.js';
import { Refusal } from '../validation/refusals.js';
import { businessIdentifiers } from './business-identifiers.js';
import { type StoredRecord, newest } from './stored.js';

/** What a search, a conditional create or a conditional reference looks for; all of it must fit. */
export interface Criteria {
  readonly type: AddressableType;
  readonly identifier?: Identity;
  readonly client?: Identity;
  readonly status?: string;
  readonly id?: string;
}

type Criterion = Exclude<keyof Criteria, 'type'>;

const CLIENT_PARAMETER = /^(patient|subject)[.:]identifier$/;

/**
 * Reads search parameters (R4, search).
 * @throws {@link Refusal} 400 for an unknown or repeated parameter, a malformed value, or no criterion at all
 */
export function readCriteria(type: AddressableType, parameters: URLSearchParams): Criteria {
  const found: Partial<Record<Criterion, string>> = {};
  for (const [name, value] of parameters) {
    const criterion = criterionOf(name, type);
    if (criterion === undefined || criterion in found) throw Refusal.of(400, 'search-parameter');
    if (value === '') throw Refusal.of(400, 'search-value');
    found[criterion] = value;
  }
  const { identifier, client, status, id } = found;
  if (Object.keys(found).length === 0) throw Refusal.of(400, 'search-parameter');
  return {
    type,
    ...(identifier === undefined ? {} : { identifier: readToken(identifier) }),
    ...(client === undefined ? {} : { client: readToken(client) }),
    ...(status === undefined ? {} : { status }),
    ...(id === undefined ? {} : { id }),
  };
}

/** Whether the newest version of a record fits all criteria. */
export function fits(record: StoredRecord, { status, id, client, identifier }: Criteria): boolean {
  const current = newest(record);
  return (
    (id === undefined || record.id === id) &&
    (status === undefined || textAt(current.resource, 'status') === status) &&
    (client === undefined || (current.client !== undefined && sameIdentity(current.client, client))) &&
    (identifier === undefined ||
      businessIdentifiers(current.resource).some((one) => sameIdentity(one, identifier)))
  );
}

function criterionOf(name: string, type: AddressableType): Criterion | undefined {
  if (name === 'identifier') return 'identifier';
  if (name === '_id') return 'id';
  if (!isContentType(type)) return undefined;
  if (name === 'status') return 'status';
  // A Consent has no subject in R4; the other two have both names.
  const known = CLIENT_PARAMETER.test(name) && !(type === 'Consent' && name.startsWith('subject'));
  return known ? 'client' : undefined;
}

/** A token `system|value`; `\` escapes `$`, `,` and `|` (R4, search, escaping). Alternatives are not offered. */
function readToken(token: string): Identity {
  const parts = /^((?:[^\\|,$]|\\[\\|,$])+)\|((?:[^\\|,$]|\\[\\|,$])+)$/.exec(token);
  const [, system, value] = parts ?? [];
  if (system === undefined || value === undefined) throw Refusal.of(400, 'search-value');
  return { system: unescaped(system), value: unescaped(value) };
}

const unescaped = (part: string): string => part.replaceAll(/\\([\\|,$])/g, '$1');
