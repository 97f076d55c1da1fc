import { randomUUID } from 'node:crypto';
import { textAt } from '../../json.js';
import { ENTERED_IN_ERROR, seriesKeys } from '../resources/content-record.js';
import { isContentType } from '../resources/resource-types.js';
import type { RecordStore } from '../store/record-store.js';
import { type StoredRecord, type StoredVersion, addressOf, newest } from '../store/stored.js';
import { Refusal } from '../validation/refusals.js';
import { targetedEntry, targetsOf } from './bundle.js';
import type { Entry } from './entry.js';

/** What becomes of one entry of a transaction. */
export type Step =
  | { readonly act: 'keep'; readonly entry: Entry; readonly stored: StoredVersion }
  | { readonly act: 'create'; readonly entry: Entry; readonly id: string }
  | { readonly act: 'update'; readonly entry: Entry; readonly record: StoredRecord };

/**
 * Decides each entry by its condition (R4, conditional create; version-aware update).
 * @throws {@link Refusal} 404, 409 or 412
 */
export function planSteps(entries: readonly Entry[], store: RecordStore): readonly Step[] {
  const steps = new Map<Entry, Step>();
  for (const entry of entries) {
    if (entry.type !== 'Provenance') steps.set(entry, stepOf(entry, store));
  }
  return entries.map((entry) => steps.get(entry) ?? provenanceStep(entry, entries, steps, store));
}

export function addressOfStep(step: Step): string {
  switch (step.act) {
    case 'keep':
      return addressOf(step.stored);
    case 'create':
      return addressOf({ type: step.entry.type, id: step.id });
    case 'update':
      return addressOf(step.record);
  }
}

function stepOf(entry: Entry, store: RecordStore): Step {
  const { write, path } = entry;
  if (write.method === 'PUT') return { act: 'update', entry, record: updatable(entry, store) };
  const matches = write.ifNoneExist === undefined ? [] : store.find(write.ifNoneExist);
  const [match] = matches;
  if (matches.length > 1) throw Refusal.of(412, 'several-matches', `${path}.request.ifNoneExist`);
  if (match !== undefined) return { act: 'keep', entry, stored: newest(match) };
  return { act: 'create', entry, id: randomUUID() };
}

/** A record that was there already keeps its Provenance too: a repeated transaction stores nothing. */
function provenanceStep(
  entry: Entry,
  entries: readonly Entry[],
  steps: ReadonlyMap<Entry, Step>,
  store: RecordStore,
): Step {
  const targets = targetsOf(entry).map((target) => {
    const targeted = targetedEntry(entries, target);
    return targeted === undefined ? undefined : steps.get(targeted);
  });
  const [first] = targets;
  if (first?.act === 'keep' && targets.every((step) => step?.act === 'keep')) {
    const known = store.provenanceOf(addressOf(first.stored));
    if (known !== undefined) return { act: 'keep', entry, stored: newest(known) };
  }
  return { act: 'create', entry, id: randomUUID() };
}

function updatable({ type, write, resource, path }: Entry, store: RecordStore): StoredRecord {
  const record = write.method === 'PUT' ? store.at(write.address) : undefined;
  if (record === undefined || write.method !== 'PUT') {
    throw Refusal.of(404, 'not-found', `${path}.request.url`);
  }
  const current = newest(record);
  if (textAt(current.resource, 'status') === ENTERED_IN_ERROR) throw Refusal.of(409, 'nullified', path);
  if (write.ifMatch !== String(current.version)) {
    throw Refusal.of(412, 'stale-version', `${path}.request.ifMatch`);
  }
  if (isContentType(type) && seriesKeys(current.resource)[0] !== seriesKeys(resource)[0]) {
    throw Refusal.of(409, 'series-changed', `${path}.resource.identifier`);
  }
  return record;
}
