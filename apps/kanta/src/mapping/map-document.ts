import { CODES, hl7Date, replacedVersion, versionOf, type ClinicalDocument } from '#cda';
import type { RecordingOrder } from '#recording';
import type { ArchiveSettings } from '../kanta.config.js';
import { fulfilledOid, serviceEventOf } from './document-keys.js';
import { mapBody } from './map-body.js';
import { commonHeader } from './map-header.js';
import { TITLES } from './record-titles.js';

/**
 * The order's record as a document: the same on every attempt, but for the signature.
 * @throws MissingPreviousVersion
 */
export function mapDocument(order: RecordingOrder, settings: ArchiveSettings): ClinicalDocument {
  const replaces = replacedVersion(order, settings.documentRoot);
  return {
    header: {
      ...commonHeader(order, settings),
      ...versionOf(order, settings.documentRoot),
      title: TITLES[order.record],
      fulfils: fulfilledOid(order),
      ...(replaces !== undefined && { replaces }),
      encounter: { id: serviceEventOf(order, settings).id },
    },
    body: mapBody(order, settings),
  };
}

/** The document of the service event, which every other document of the decision refers to (interfaces.md, 1.6). */
export function mapServiceEvent(order: RecordingOrder, settings: ArchiveSettings): ClinicalDocument {
  const { id, documentId } = serviceEventOf(order, settings);
  const header = commonHeader(order, settings);
  const { custodian, provider } = settings;
  return {
    header: {
      ...header,
      id: documentId,
      setId: documentId,
      versionNumber: 1,
      title: 'Palvelutapahtuma',
      encounter: {
        id,
        from: hl7Date(order.handledOn),
        provider: { oid: provider, name: custodian.name },
      },
      local: {
        ...header.local,
        documentType: CODES.serviceEvent,
        encounterClass: CODES.outpatient,
        encounterRank: CODES.primaryEvent,
      },
    },
    body: { kind: 'structured', sections: [{ title: 'Palvelutapahtuma' }] },
  };
}
