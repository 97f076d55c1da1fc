import {
  INTERACTIONS,
  node,
  readDocumentQuery,
  writeMultipart,
  type DocumentQuery,
  type Interaction,
  type XmlNode,
  type XmlTree,
} from '#cda';
import type { ArchivedDocument } from './archived-document.js';
import type { ArchiveStore } from './archive-store.js';
import { refuseUnless } from './refusal.js';
import { withChild } from '../stand-in/medical-records/tree-to-node.js';

/** @throws Refusal */
export function findDocuments(
  message: XmlTree,
  interaction: Interaction,
  store: ArchiveStore,
): readonly XmlNode[] {
  const query = readDocumentQuery(message);
  refuseUnless(query !== undefined, 'integrity', 'queryByParameter');
  const withContent = interaction.id === INTERACTIONS.queryContent.id;
  return found(query, store).map((document) => envelopeOf(document, withContent));
}

export const answerTo = ({ id }: Interaction): Interaction =>
  id === INTERACTIONS.queryContent.id ? INTERACTIONS.content : INTERACTIONS.metadata;

function found({ parameter, value }: DocumentQuery, store: ArchiveStore): readonly ArchivedDocument[] {
  switch (parameter) {
    case 'clinicalDocumentSetId':
      return store.series(value);
    case 'fulfilledOrderId':
      return store.fulfilling(value);
    case 'clinicalDocumentId': {
      const document = store.byIdentifier(value);
      return document === undefined ? [] : [document];
    }
  }
}

/** The envelope as it came; with the digest of the body, and the document itself where it is asked for. */
function envelopeOf(stored: ArchivedDocument, withContent: boolean): XmlNode {
  const { id, envelope, document, bodyDigest, patient, operation } = stored;
  const integrity = { integrityCheck: bodyDigest, integrityCheckAlgorithm: 'SHA-256' };
  const payload = withContent ? [writeMultipart(id, Buffer.from(document, 'base64'))] : [];
  const status = operation === 'nullify' ? 'nullified' : 'completed';
  const parts: readonly (readonly [string, (child: XmlNode) => XmlNode])[] = [
    ['text', () => node('text', { mediaType: 'multipart/related', ...integrity }, payload)],
    ['statusCode', () => node('statusCode', { code: status })],
    [
      'recordTarget',
      (target) =>
        withChild(target, 'patient', (person) => withChild(person, 'id', () => node('id', { ...patient }))),
    ],
  ];
  return parts.reduce((written, [name, replace]) => withChild(written, name, replace), envelope);
}
