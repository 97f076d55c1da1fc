import type { Fault } from '../../http/problem.js';
import { objectAt, objectsAt, own, textAt } from '../json/read-loosely.js';
import type { ListedObject } from '../json/read-loosely.js';
import type { JsonObject } from '../json/json-value.js';
import { dateFaults } from './date-rules.js';
import { isIdentityCode } from './identity-code.js';

export interface ContentPolicy {
  readonly acceptArtificialIdentityCodes: boolean;
}

/**
 * The rules of a decision's content that its schema cannot say (`contract/README.md`, Intake: `invalid`).
 * @param data the event's data; its shape may be wrong, and is then judged elsewhere
 * @returns every fault, with paths into the event
 */
export function contentFaults(data: JsonObject, policy: ContentPolicy): Fault[] {
  return [
    ...correctionFaults(data),
    ...clientFaults(objectAt(data, 'client'), policy),
    ...LISTS_WITH_IDS.flatMap((list) => repeatedIds(objectsAt(data, list), list)),
    ...referenceFaults(data),
    ...dateFaults(data),
  ];
}

const LISTS_WITH_IDS = ['participants', 'recommendations', 'measures'];

function correctionFaults(data: JsonObject): Fault[] {
  const version = own(data, 'version');
  const isCorrection = typeof version === 'number' && version > 1;
  return isCorrection && own(data, 'correctionReason') === undefined
    ? [{ path: '/data/correctionReason', code: 'required' }]
    : [];
}

function clientFaults(client: JsonObject | undefined, policy: ContentPolicy): Fault[] {
  if (client === undefined) return [];
  const identifiers = ['personalIdentityCode', 'temporaryId'].filter((key) => own(client, key) !== undefined);
  const faults: Fault[] =
    identifiers.length === 1 ? [] : [{ path: '/data/client', code: 'exactly-one-identifier' }];

  const code = textAt(client, 'personalIdentityCode');
  if (code !== undefined && !isIdentityCode(code, policy.acceptArtificialIdentityCodes)) {
    faults.push({ path: '/data/client/personalIdentityCode', code: 'identity-code' });
  }
  return faults;
}

/** Ids are how the decision refers to its parts: two parts with one id could not be told apart. */
function repeatedIds(items: readonly ListedObject[], list: string): Fault[] {
  const seen = new Set<string>();
  return items.flatMap(({ index, item }) => {
    const id = textAt(item, 'id');
    if (id === undefined) return [];
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated ? [{ path: `/data/${list}/${index}/id`, code: 'unique' }] : [];
  });
}

function referenceFaults(data: JsonObject): Fault[] {
  const participants = new Set(objectsAt(data, 'participants').map(({ item }) => textAt(item, 'id')));
  const references: [string, string | undefined][] = [
    ['/data/caseManager', textAt(data, 'caseManager')],
    ['/data/referrer', textAt(data, 'referrer')],
    ['/data/visit/physician', textAt(objectAt(data, 'visit'), 'physician')],
    ['/data/followUp/responsible', textAt(objectAt(data, 'followUp'), 'responsible')],
    ...objectsAt(data, 'measures').map(({ index, item }): [string, string | undefined] => [
      `/data/measures/${index}/responsible`,
      textAt(item, 'responsible'),
    ]),
  ];
  return references.flatMap(([path, id]) =>
    id === undefined || participants.has(id) ? [] : [{ path, code: 'unknown-reference' }],
  );
}
