import { createHash } from 'node:crypto';
import {
  CODES,
  derivedOid,
  hashedOid,
  hl7Date,
  hl7Time,
  OIDS,
  type ClinicalDocument,
  type DocumentHeader,
} from '#cda';
import { objectAt, objectsAt, textAt, type JsonObject } from '../json.js';
import { recordKinds } from '../lifecare/resources/content-record.js';
import { isContentType } from '../lifecare/resources/resource-types.js';
import { businessIdentifiers } from '../lifecare/store/business-identifiers.js';
import type { StoredVersion } from '../lifecare/store/stored.js';
import { attachmentText } from '../lifecare/validation/attachment.js';

const ARCHIVE_SYSTEM = 'urn:kuittaus:archive';
const RECORD_KINDS = hashedOid(['kuittaus', 'code system', 'record kinds']);
/** For a record that does not name its register holder: R4's CarePlan cannot. */
const NAMELESS_HOLDER = { oid: '1.2.246.10.99900011.10.0', name: 'Rekisterinpitäjä' };

/** @returns the number by which the record is to be found in Kanta; undefined where it is not to go there */
export function archiveKeyIn({ resource }: StoredVersion): string | undefined {
  return businessIdentifiers(resource).find(({ system }) => system === ARCHIVE_SYSTEM)?.value;
}

export interface LifecareDocuments {
  readonly serviceEvent: ClinicalDocument;
  readonly document: ClinicalDocument;
}

/** A record of Lifecare as the documents that Lifecare would archive of it, with ids of its own. */
export function lifecareDocuments(version: StoredVersion, archiveKey: string): LifecareDocuments {
  const { resource, id } = version;
  const holder = holderOf(resource);
  // The organisation's own part of the OID: 1.2.246.10.<business id>.
  const organisation = holder.oid.split('.').slice(0, 5).join('.');
  const at = textAt(resource, 'date') ?? textAt(resource, 'created') ?? version.storedAt;
  const common = commonHeader(version, holder, at);
  const set = derivedOid(`${organisation}.92`, digest(id));
  const eventId = derivedOid(`${organisation}.16.${at.slice(0, 4)}`, digest(id));
  const document: DocumentHeader = {
    ...common,
    ...versionIn(set, version.version),
    fulfils: derivedOid('2.25', archiveKey),
    encounter: { id: eventId },
  };
  const event: DocumentHeader = {
    ...common,
    ...versionIn(`${set}.0`, 1),
    encounter: { id: eventId, from: hl7Date(at), provider: holder },
    local: { ...common.local, documentType: CODES.serviceEvent, encounterClass: CODES.outpatient },
  };
  return {
    serviceEvent: { header: event, body: { kind: 'structured', sections: [{ title: 'Palvelutapahtuma' }] } },
    document: { header: document, body: bodyOf(version) },
  };
}

function versionIn(
  set: string,
  versionNumber: number,
): Pick<DocumentHeader, 'id' | 'setId' | 'versionNumber' | 'replaces'> {
  const setId = `${set}.1`;
  if (versionNumber === 1) return { id: setId, setId, versionNumber };
  const replaces = { id: `${set}.${versionNumber - 1}`, setId, versionNumber: versionNumber - 1 };
  return { id: `${set}.${versionNumber}`, setId, versionNumber, replaces };
}

function commonHeader(
  { client, resource }: StoredVersion,
  holder: DocumentHeader['custodian'],
  at: string,
): Omit<DocumentHeader, 'id' | 'setId' | 'versionNumber' | 'encounter'> {
  return {
    templateIds: [{ root: '1.2.246.777.5.1', extension: '2018.10.3' }],
    code: { code: '2', system: '1.2.246.537.5.40150.2009', displayName: 'Julkinen terveydenhuolto' },
    title: textAt(objectAt(resource, 'type'), 'text') ?? textAt(resource, 'title') ?? 'Kirjaus',
    effectiveTime: hl7Time(at),
    confidentiality: CODES.confidential,
    patient: {
      id: { root: (client?.system ?? '').replace('urn:oid:', ''), extension: client?.value ?? '' },
      familyName: 'Asiakas',
      givenName: 'Testi',
    },
    authors: [{ name: authorOf(resource) }],
    custodian: holder,
    local: {
      contents: [{ code: 'YLE', system: OIDS.view }],
      fileFormat: CODES.cdaR2,
      software: { moderator: 'Kuittaus', product: 'Lifecare-sijainen', version: '1' },
      documentType: CODES.narrative,
      functionCode: { code: '06.00', system: '1.2.246.537.6.300.2010' },
      recordStatus: CODES.readyToArchive,
      custodianType: CODES.publicCustodian,
      retention: CODES.retainedFor12Years,
      releaseDate: hl7Date(at),
    },
  };
}

function bodyOf({ type, resource }: StoredVersion): ClinicalDocument['body'] {
  const attached = objectsAt(resource, 'content').map((content) => objectAt(content, 'attachment'));
  const text = attached.map((attachment) => attachment && attachmentText(attachment)).find(Boolean);
  const record = isContentType(type) ? (recordKinds(type, resource)[0] ?? '') : '';
  const section = {
    code: { code: 'YLE', system: OIDS.view },
    translation: { code: record, system: RECORD_KINDS },
    text: text ?? textAt(resource, 'description') ?? '',
  };
  return { kind: 'structured', sections: [section] };
}

function holderOf(resource: JsonObject): DocumentHeader['custodian'] {
  const custodian = objectAt(resource, 'custodian');
  const oid = textAt(objectAt(custodian, 'identifier'), 'value')?.replace('urn:oid:', '');
  if (oid === undefined) return NAMELESS_HOLDER;
  return { oid, name: textAt(custodian, 'display') ?? NAMELESS_HOLDER.name };
}

function authorOf(resource: JsonObject): string {
  const author = objectsAt(resource, 'author')[0] ?? objectAt(resource, 'author');
  return textAt(author, 'display') ?? 'Ammattihenkilö';
}

const digest = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 16);
