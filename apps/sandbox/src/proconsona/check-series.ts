import type { DocumentIdentity } from '../stand-in/medical-records/check-identity.js';
import type { DocumentStore } from './document-store.js';
import type { Findings, RefusalName } from './findings.js';

/** What a document must fit to that is there already; the first that it does not fit to. */
export function checkSeries(document: DocumentIdentity, store: DocumentStore, findings: Findings): void {
  const misfit = misfitOf(document, store);
  if (misfit !== undefined) findings.add(...misfit);
}

type Misfit = readonly [refusal: RefusalName, place: string];

function misfitOf(document: DocumentIdentity, store: DocumentStore): Misfit | undefined {
  const { id, setId, version, parent, patient } = document;
  if (store.byIdentifier(id) !== undefined) return ['already-archived', 'id'];
  if (parent === undefined) return undefined;
  const newest = store.series(setId).at(-1);
  if (newest === undefined) return ['version-order', 'setId'];
  if (newest.operation === 'nullify') return ['nullified', 'setId'];
  const follows = newest.id === parent.id && newest.version === parent.version && parent.setId === setId;
  if (!follows || version !== newest.version + 1) return ['version-order', 'versionNumber'];
  const isSame = newest.patient.root === patient.root && newest.patient.extension === patient.extension;
  return isSame ? undefined : ['other-client', 'recordTarget'];
}
