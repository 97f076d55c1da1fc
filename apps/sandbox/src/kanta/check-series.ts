import type { ArchivedDocument } from './archived-document.js';
import type { ArchiveStore } from './archive-store.js';
import type { CheckedDocument } from './check-document.js';
import { refuseUnless } from './refusal.js';

/** What a document must fit to that is in the archive already. */
export function checkSeries(document: CheckedDocument, store: ArchiveStore): void {
  refuseUnless(store.byIdentifier(document.id) === undefined, 'already-archived', 'id');
  checkServiceEvent(document, store);
  if (document.parent === undefined) return;
  const { setId, version, parent } = document;
  const newest = store.series(setId).at(-1);
  refuseUnless(newest !== undefined, 'version-order', 'setId');
  refuseUnless(newest.operation !== 'nullify', 'nullified', 'setId');
  const follows = newest.id === parent.id && newest.version === parent.version && parent.setId === setId;
  refuseUnless(follows && version === newest.version + 1, 'version-order', 'versionNumber');
  refuseUnless(isSamePatient(newest, document), 'other-client', 'recordTarget');
}

function checkServiceEvent(document: CheckedDocument, store: ArchiveStore): void {
  if (document.kind === 'service-event') return;
  const event = store.serviceEvent(document.serviceEvent);
  refuseUnless(event !== undefined, 'unknown-service-event', 'componentOf');
  refuseUnless(isSamePatient(event, document), 'other-client', 'componentOf');
}

function isSamePatient(
  one: Pick<ArchivedDocument, 'patient'>,
  other: Pick<ArchivedDocument, 'patient'>,
): boolean {
  return one.patient.root === other.patient.root && one.patient.extension === other.patient.extension;
}
