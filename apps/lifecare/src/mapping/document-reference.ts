import type { DocumentReference } from '#fhir';
import type { Organisation } from '#domain';
import type { RecordingOrder } from '#recording';
import { textAttachment } from './attachment.js';
import { client, containedIn, custodian, practitioner } from './parties.js';
import { instant, recordIdentifiers, recordKindConcept, visibilityCoding } from './record-keys.js';

/** Every record that is neither a consent nor a plan: the text as a document. */
export function toDocumentReference(
  order: RecordingOrder,
  registerHolder: Organisation | undefined,
): DocumentReference {
  const author = practitioner(order.recorder, 'author');
  const holder = custodian(order, registerHolder);
  const nullified = order.operation === 'nullify';
  return {
    resourceType: 'DocumentReference',
    ...containedIn([author, holder]),
    identifier: recordIdentifiers(order),
    status: nullified ? 'entered-in-error' : 'current',
    docStatus: nullified ? 'entered-in-error' : 'final',
    type: recordKindConcept(order.record),
    subject: client(order),
    date: instant(order.decidedAt),
    author: [author.reference],
    custodian: holder.reference,
    securityLabel: [{ coding: [visibilityCoding(order)] }],
    content: [{ attachment: textAttachment(order) }],
  };
}
