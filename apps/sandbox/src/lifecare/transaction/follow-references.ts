import { sameIdentity } from '../resources/identities.js';
import { type AddressableType, isAddressable } from '../resources/resource-types.js';
import { businessIdentifiers } from '../store/business-identifiers.js';
import { type Criteria, readCriteria } from '../store/criteria.js';
import { knownPatient } from '../store/known-patient.js';
import type { RecordStore } from '../store/record-store.js';
import { type StoredVersion, addressOf } from '../store/stored.js';
import type { FoundReference } from '../validation/findings.js';
import { Refusal } from '../validation/refusals.js';
import { type Step, addressOfStep } from './plan-steps.js';

/** Follows the references of one transaction, to what it creates and to what is stored. */
export class ReferenceFollower {
  /** Addresses by fullUrl and by conditional reference. */
  readonly addresses: Map<string, string>;
  /** Patients that had to be stored because a conditional reference named a known client. */
  readonly patients: StoredVersion[] = [];

  constructor(
    private readonly steps: readonly Step[],
    private readonly store: RecordStore,
    private readonly at: string,
  ) {
    this.addresses = new Map(steps.map((step) => [step.entry.fullUrl, addressOfStep(step)]));
  }

  /** @throws {@link Refusal} 422 when references lead nowhere, 412 when a condition has not exactly one match */
  follow(): void {
    const references = this.steps.flatMap(({ entry }) => entry.references);
    const lost = references.filter(
      ({ target }) => isStoredAddress(target) && this.store.at(target) === undefined,
    );
    if (lost.length > 0) {
      throw new Refusal(
        422,
        lost.map(({ path }) => ({ code: 'unknown-reference', path })),
      );
    }
    for (const reference of references) this.followCondition(reference);
  }

  private followCondition({ target, path }: FoundReference): void {
    const [, type, query] = /^([A-Za-z]+)\?(.+)$/s.exec(target) ?? [];
    if (query === undefined || !isAddressable(type) || this.addresses.has(target)) return;
    const criteria = readCriteria(type, new URLSearchParams(query));
    const matches = [
      ...this.store.find(criteria).map(addressOf),
      ...this.createdHere(type, criteria),
      ...this.patients.filter((patient) => carries(patient.resource, criteria)).map(addressOf),
    ];
    const [match = this.addPatient(criteria)] = matches;
    if (matches.length > 1) throw Refusal.of(412, 'several-matches', path);
    if (match === undefined) throw Refusal.of(412, 'no-match', path);
    this.addresses.set(target, match);
  }

  private createdHere(type: AddressableType, criteria: Criteria): readonly string[] {
    return this.steps
      .filter(
        ({ act, entry }) => act === 'create' && entry.type === type && carries(entry.resource, criteria),
      )
      .map(addressOfStep);
  }

  private addPatient({ type, identifier }: Criteria): string | undefined {
    if (type !== 'Patient' || identifier === undefined) return undefined;
    const patient = knownPatient(identifier, this.at);
    if (patient === undefined) return undefined;
    this.patients.push(patient);
    return addressOf(patient);
  }
}

const isStoredAddress = (target: string): boolean => /^[A-Za-z]+\//.test(target) && !target.includes('?');

function carries(resource: StoredVersion['resource'], { identifier }: Criteria): boolean {
  return (
    identifier !== undefined && businessIdentifiers(resource).some((one) => sameIdentity(one, identifier))
  );
}
