import {
  CODES,
  authorOf,
  hl7Time,
  isXmlValue,
  replacedVersion,
  versionOf,
  type Coded,
  type DocumentHeader,
  type LocalHeader,
} from '#cda';
import type { RecordingOrder } from '#recording';
import type { SocialArchiveSettings } from '../proconsona.config.js';
import type { SocialDocument } from '../write-social-document.js';
import { displayForm } from './display-form.js';
import { TEMPLATE, caseOf } from './document-keys.js';
import { TITLES } from './record-titles.js';

const SOFTWARE = { moderator: 'Kuittaus', product: 'Kuittaus', version: '0.1.0' };

/**
 * The order's record as a document: the same on every attempt, but for the signature.
 * @throws MissingPreviousVersion
 */
export function mapDocument(order: RecordingOrder, settings: SocialArchiveSettings): SocialDocument {
  const { client, clientIdentifier, recorder, decidedAt, record, content, text } = order;
  const { custodian } = settings;
  const replaces = replacedVersion(order, settings.documentRoot);
  const title = TITLES[record];
  const header: DocumentHeader = {
    templateIds: [{ root: TEMPLATE }],
    ...versionOf(order, settings.documentRoot),
    code: settings.register,
    title,
    effectiveTime: hl7Time(decidedAt),
    confidentiality: settings.confidentiality,
    patient: {
      id: { root: clientIdentifier.system, extension: clientIdentifier.value },
      familyName: client.familyName,
      givenName: client.givenName,
    },
    authors: [authorOf(recorder)],
    custodian: { name: custodian.name, oid: custodian.oid },
    ...(replaces !== undefined && { replaces }),
    encounter: { id: caseOf(order, settings) },
    local: localHeader(settings),
  };
  return {
    header,
    displayForm: displayForm(title, text),
    structuredForm: Buffer.from(JSON.stringify(content)),
  };
}

function localHeader(settings: SocialArchiveSettings): LocalHeader {
  return {
    contents: [settings.documentKind],
    fileFormat: CODES.cdaR2,
    software: SOFTWARE,
    documentType: CODES.narrative,
    functionCode: settings.serviceTask,
    recordStatus: CODES.readyToArchive,
    custodianType: CODES.publicCustodian,
    retention: settings.retention,
  };
}

/** By what a nullifying version says that it is one. */
export const nullificationOf = ({ nullification }: SocialArchiveSettings): Coded => ({
  ...nullification,
  system: CODES.correction.system,
});

/**
 * Whether all that the document says can be written as it is: what could only be sent changed is not sent at all.
 * JSON could carry more than XML, but the two forms are to say the same.
 */
export function isEncodable({ text, content, client, clientIdentifier, recorder }: RecordingOrder): boolean {
  const { familyName, givenName } = client;
  return [text, content, familyName, givenName, clientIdentifier, recorder].every(isXmlValue);
}
