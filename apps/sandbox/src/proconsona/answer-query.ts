import {
  node,
  readDocumentQuery,
  writeMultipart,
  type DocumentQuery,
  type Interaction,
  type XmlNode,
  type XmlTree,
} from '#cda';
import { withChild } from '../stand-in/medical-records/tree-to-node.js';
import type { DocumentStore } from './document-store.js';
import type { Findings } from './findings.js';
import { isContentQuery } from './interactions.js';
import type { StoredDocument } from './stored-document.js';

export interface Query {
  readonly message: XmlTree;
  readonly interaction: Interaction;
}

/** The envelopes of the documents that are asked for; with the documents where they are asked for. */
export function findDocuments(
  { message, interaction }: Query,
  store: DocumentStore,
  findings: Findings,
): readonly XmlNode[] {
  const query = readDocumentQuery(message);
  if (query === undefined || query.parameter === 'fulfilledOrderId') {
    findings.add('integrity', 'queryByParameter');
    return [];
  }
  return found(query, store).map((document) => envelopeOf(document, isContentQuery(interaction)));
}

function found({ parameter, value }: DocumentQuery, store: DocumentStore): readonly StoredDocument[] {
  if (parameter === 'clinicalDocumentSetId') return store.series(value);
  const document = store.byIdentifier(value);
  return document === undefined ? [] : [document];
}

/** The envelope as it came, with the state that the system gives it. */
function envelopeOf(stored: StoredDocument, withContent: boolean): XmlNode {
  const { id, envelope, document, patient, operation } = stored;
  const payload = withContent ? [writeMultipart(id, Buffer.from(document, 'base64'))] : [];
  const status = operation === 'nullify' ? 'nullified' : 'completed';
  const patientId = (): XmlNode => node('id', { ...patient });
  const parts: readonly (readonly [string, (child: XmlNode) => XmlNode])[] = [
    ['text', () => node('text', { mediaType: 'multipart/related' }, payload)],
    ['statusCode', () => node('statusCode', { code: status })],
    [
      'recordTarget',
      (target) => withChild(target, 'patient', (person) => withChild(person, 'id', patientId)),
    ],
  ];
  return parts.reduce((written, [name, replace]) => withChild(written, name, replace), envelope);
}
