import { objectsAt, textAt } from '../../json.js';
import { seriesKeys } from '../resources/content-record.js';
import { isContentType } from '../resources/resource-types.js';
import { Findings } from '../validation/findings.js';
import { isUuidUri } from '../validation/primitives.js';
import { Refusal } from '../validation/refusals.js';
import { lookAtBundle } from './bundle-shape.js';
import { type Entry, readEntry } from './entry.js';

/**
 * Reads a transaction and looks at everything that can be told without the store.
 * @returns its entries, without fault
 * @throws {@link Refusal} 422 with every fault, 400 for what is no transaction or has a malformed condition
 */
export function readTransaction(body: unknown, fhirBase: string): readonly Entry[] {
  const findings = new Findings();
  const raw = lookAtBundle(body, findings);
  if (findings.issues.length > 0) throw new Refusal(422, findings.issues);
  const entries = raw
    .map((entry, index) => readEntry(entry, `Bundle.entry[${String(index)}]`, fhirBase, findings))
    .filter((entry) => entry !== undefined);
  lookAtFullUrls(entries, findings);
  lookAtPairs(entries, findings);
  lookAtOverlap(entries, findings);
  lookAtReferences(entries, findings);
  if (findings.issues.length > 0) throw new Refusal(422, findings.issues);
  return entries;
}

/** @returns the content record of the Bundle that a Provenance's target means */
export function targetedEntry(entries: readonly Entry[], target: string | undefined): Entry | undefined {
  const entry = entries.find(
    ({ fullUrl, write }) => fullUrl === target || (write.method === 'PUT' && write.address === target),
  );
  return entry !== undefined && isContentType(entry.type) ? entry : undefined;
}

export const targetsOf = ({ resource }: Entry): readonly (string | undefined)[] =>
  objectsAt(resource, 'target').map((target) => textAt(target, 'reference'));

function lookAtFullUrls(entries: readonly Entry[], findings: Findings): void {
  const seen = new Set<string>();
  for (const { fullUrl, path } of entries) {
    if (seen.has(fullUrl)) findings.add('full-url', `${path}.fullUrl`);
    seen.add(fullUrl);
  }
}

/** Kanta's rule that resources travel as pairs: a record and the Provenance that says who recorded it. */
function lookAtPairs(entries: readonly Entry[], findings: Findings): void {
  const paired = new Set<Entry>();
  for (const provenance of entries.filter(({ type }) => type === 'Provenance')) {
    targetsOf(provenance).forEach((target, index) => {
      const entry = targetedEntry(entries, target);
      if (entry === undefined) {
        findings.add('provenance-target', `${provenance.path}.resource.target[${String(index)}]`);
      } else paired.add(entry);
    });
  }
  for (const entry of entries) {
    if (isContentType(entry.type) && !paired.has(entry)) findings.add('no-provenance', entry.path);
  }
}

/** R4, transaction: the identities of two entries cannot be one. */
function lookAtOverlap(entries: readonly Entry[], findings: Findings): void {
  const seen = new Set<string>();
  for (const { type, resource, write, path } of entries) {
    const keys = isContentType(type) ? [`${type} ${seriesKeys(resource).join()}`] : [];
    if (write.method === 'PUT') keys.push(write.address);
    else if (write.ifNoneExist !== undefined) keys.push(JSON.stringify(write.ifNoneExist));
    if (keys.some((key) => seen.has(key))) findings.add('overlap', path);
    for (const key of keys) seen.add(key);
  }
}

/** References by fullUrl; those to stored resources are followed when the store is asked. */
function lookAtReferences(entries: readonly Entry[], findings: Findings): void {
  const types = new Map(entries.map(({ fullUrl, type }) => [fullUrl, type]));
  for (const { target, allowed, path } of entries.flatMap(({ references }) => references)) {
    if (!isUuidUri(target)) continue;
    const type = types.get(target);
    if (type === undefined) findings.add('unknown-reference', path);
    else if (!allowed.includes(type)) findings.add('reference-type', path);
  }
}
