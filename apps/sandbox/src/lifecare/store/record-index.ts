import { textAt } from '../../json.js';
import type { Identity } from '../resources/identities.js';
import { objectsAt } from '../../json.js';
import { businessIdentifiers } from './business-identifiers.js';
import { type Criteria, fits } from './criteria.js';
import { type StoredRecord, type StoredVersion, addressOf, newest } from './stored.js';

type Mutable = Omit<StoredRecord, 'versions'> & { readonly versions: [StoredVersion, ...StoredVersion[]] };

/** All resources in memory, found by address, by business identifier, by client and by what a Provenance targets. */
export class RecordIndex {
  private readonly records = new Map<string, Mutable>();
  private readonly found = new Map<string, Set<StoredRecord>>();

  at(address: string): StoredRecord | undefined {
    return this.records.get(address);
  }

  add(version: StoredVersion): void {
    const address = addressOf(version);
    const known = this.records.get(address);
    if (known !== undefined) {
      for (const key of keysOf(newest(known))) this.found.get(key)?.delete(known);
      known.versions.push(version);
    }
    const record = known ?? { type: version.type, id: version.id, versions: [version] };
    this.records.set(address, record);
    for (const key of keysOf(version)) {
      const others = this.found.get(key);
      if (others === undefined) this.found.set(key, new Set([record]));
      else others.add(record);
    }
  }

  /** Records whose newest version fits; in the order they were stored. */
  find(criteria: Criteria): readonly StoredRecord[] {
    return this.candidates(criteria).filter((record) => fits(record, criteria));
  }

  /** The newest Provenance that targets the record at the address. */
  provenanceOf(address: string): StoredRecord | undefined {
    return [...(this.found.get(`target ${address}`) ?? [])].at(-1);
  }

  private candidates({ type, id, identifier, client }: Criteria): readonly StoredRecord[] {
    if (id !== undefined) {
      const record = this.at(addressOf({ type, id }));
      return record === undefined ? [] : [record];
    }
    if (identifier !== undefined) return [...(this.found.get(keyOf('identifier', type, identifier)) ?? [])];
    if (client !== undefined) return [...(this.found.get(keyOf('client', type, client)) ?? [])];
    return [...this.records.values()].filter((record) => record.type === type);
  }
}

const keyOf = (kind: 'identifier' | 'client', type: string, { system, value }: Identity): string =>
  `${kind} ${type} ${system}|${value}`;

function keysOf({ type, resource, client }: StoredVersion): readonly string[] {
  const keys = businessIdentifiers(resource).map((identity) => keyOf('identifier', type, identity));
  if (client !== undefined) keys.push(keyOf('client', type, client));
  for (const target of objectsAt(resource, 'target')) {
    const address = textAt(target, 'reference');
    if (type === 'Provenance' && address !== undefined) keys.push(`target ${address}`);
  }
  return keys;
}
