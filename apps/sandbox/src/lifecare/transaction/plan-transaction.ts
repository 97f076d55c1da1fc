import type { JsonObject } from '../../json.js';
import { type Operation, nullifies } from '../resources/content-record.js';
import { type ContentType, isContentType } from '../resources/resource-types.js';
import type { RecordStore } from '../store/record-store.js';
import { type StoredVersion, newest, stamped } from '../store/stored.js';
import { Refusal } from '../validation/refusals.js';
import type { Entry } from './entry.js';
import { ReferenceFollower } from './follow-references.js';
import { type Step, addressOfStep, planSteps } from './plan-steps.js';
import { clientOf, withAddresses } from './resolve-references.js';

/** What a transaction comes to: an answer per entry, in order, and the versions to store; none if all was there. */
export interface TransactionPlan {
  readonly answers: readonly EntryAnswer[];
  readonly versions: readonly StoredVersion[];
}

export interface EntryAnswer {
  readonly created: boolean;
  readonly stored: StoredVersion;
}

type PatientAt = (address: string) => JsonObject | undefined;
type Change = Exclude<Step, { act: 'keep' }>;

/**
 * Looks at the store and says what a faultless transaction does. It changes nothing and does not wait, so that
 * the caller can commit before anyone else looks.
 * @param at - the time of storing, RFC 3339
 * @throws {@link Refusal} 404, 409, 412 or 422 when a condition or a reference fails
 */
export function planTransaction(entries: readonly Entry[], store: RecordStore, at: string): TransactionPlan {
  const steps = planSteps(entries, store);
  const follower = new ReferenceFollower(steps, store, at);
  follower.follow();
  const patientAt = patientsOf(steps, follower.patients, store);
  const versions = [...follower.patients];
  const answers = steps.map((step): EntryAnswer => {
    if (step.act === 'keep') return { created: false, stored: step.stored };
    const resource = withAddresses(step.entry.resource, follower.addresses);
    const stored = versionOf(step, resource, { patientAt, at });
    versions.push(stored);
    return { created: step.act === 'create', stored };
  });
  return { answers, versions };
}

function patientsOf(steps: readonly Step[], added: readonly StoredVersion[], store: RecordStore): PatientAt {
  const here = new Map<string, JsonObject>([
    ...steps.map((step) => [addressOfStep(step), step.entry.resource] as const),
    ...added.map((patient) => [`Patient/${patient.id}`, patient.resource] as const),
  ]);
  return (address) => {
    const stored = store.at(address);
    return stored === undefined ? here.get(address) : newest(stored).resource;
  };
}

function versionOf(
  step: Change,
  resource: JsonObject,
  facts: { patientAt: PatientAt; at: string },
): StoredVersion {
  const { type, path } = step.entry;
  const place =
    step.act === 'create'
      ? { id: step.id, version: 1 }
      : { id: step.record.id, version: step.record.versions.length + 1 };
  const common = { type, ...place, storedAt: facts.at, resource };
  if (!isContentType(type)) return stamped({ ...common, operation: 'create' });
  const client = clientOf(type, resource, facts.patientAt);
  if (client === undefined) throw Refusal.of(422, 'unknown-client', `${path}.resource`);
  return stamped({ ...common, client, operation: operationOf(step, type) });
}

function operationOf({ act, entry }: Change, type: ContentType): Operation {
  if (act === 'create') return 'create';
  return nullifies(type, entry.resource) ? 'nullify' : 'replace';
}
