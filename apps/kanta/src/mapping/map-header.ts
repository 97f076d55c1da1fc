import { CODES, OIDS, authorOf, hl7Date, hl7Time, type Coded, type DocumentHeader } from '#cda';
import type { RecordingOrder } from '#recording';
import type { ArchiveSettings } from '../kanta.config.js';
import { NEVER } from '../visibility.js';

/** Which specifications the documents follow, as real ones say it (interfaces.md, section 1.6). */
const TEMPLATES = [
  { root: '1.2.246.777.5.1', extension: '2018.10.3' },
  { root: '1.2.246.777.11.2015.36' },
  { root: '1.2.246.777.11.2015.38' },
  { root: '1.2.246.777.11.2015.30' },
];
const REGISTER = {
  system: '1.2.246.537.5.40150.2009',
  systemName: 'KanTa-palvelut - Potilasasiakirjan rekisteritunnus',
};
const TASK_CLASS = { system: '1.2.246.537.6.300.2010', systemName: 'STM - Terveydenhuollon tehtäväluokitus' };
const SOFTWARE = { moderator: 'Kuittaus', product: 'Kuittaus', version: '0.1.0' };

/** What the header of a document of the order says, whatever the document is; without what tells versions apart. */
export function commonHeader(
  order: RecordingOrder,
  settings: ArchiveSettings,
): Omit<DocumentHeader, 'id' | 'setId' | 'versionNumber' | 'title' | 'encounter'> {
  const { client, clientIdentifier, recorder, decidedAt } = order;
  return {
    templateIds: TEMPLATES,
    code: { ...REGISTER, ...settings.register },
    effectiveTime: hl7Time(decidedAt),
    confidentiality: CODES.confidential,
    patient: {
      id: { root: clientIdentifier.system, extension: clientIdentifier.value },
      familyName: client.familyName,
      givenName: client.givenName,
    },
    authors: [authorOf(recorder)],
    custodian: { name: settings.custodian.name, oid: settings.custodian.oid },
    local: {
      contents: [viewOf(settings)],
      fileFormat: CODES.cdaR2,
      software: SOFTWARE,
      documentType: CODES.narrative,
      functionCode: { ...TASK_CLASS, ...settings.taskClass },
      recordStatus: CODES.readyToArchive,
      custodianType: CODES.publicCustodian,
      retention: CODES.retainedFor12Years,
      releaseDate: releaseDateOf(order),
    },
  };
}

/** From when the client may see it: the day of the decision, as no delay is asked for. */
export function releaseDateOf({ visibleToClient, decidedAt }: RecordingOrder): string {
  return visibleToClient ? hl7Date(decidedAt) : NEVER;
}

export const viewOf = ({ view }: ArchiveSettings): Coded => ({
  system: OIDS.view,
  systemName: 'AR/YDIN - Näkymät 2002',
  ...view,
});
