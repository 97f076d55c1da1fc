import type { X509Certificate } from 'node:crypto';
import { attribute, only, type Interaction, type XmlTree } from '#cda';
import { treeToNode, withChild } from '../stand-in/medical-records/tree-to-node.js';
import { checkAgreement } from '../stand-in/medical-records/check-agreement.js';
import type { DocumentIdentity } from '../stand-in/medical-records/check-identity.js';
import { checkDocument, checkSignature } from './check-document.js';
import { checkEnvelope, envelopeIn, payloadOf } from './check-frame.js';
import type { Findings } from './findings.js';
import { readForms, readableContent } from './read-forms.js';
import { readSource } from './read-source.js';
import type { StoredDocument } from './stored-document.js';

export interface TakenDocument {
  readonly document: StoredDocument;
  readonly checked: DocumentIdentity;
}

export interface Taking {
  readonly interaction: Interaction;
  /** Who must have issued the certificate of the signature. */
  readonly authority: X509Certificate;
  readonly findings: Findings;
}

/**
 * What an archiving message brings, checked but for what the system holds already.
 * @returns undefined where anything was found
 */
export function takeDocument(message: XmlTree, taking: Taking): TakenDocument | undefined {
  const { interaction, authority, findings } = taking;
  const envelope = envelopeIn(message);
  if (envelope === undefined) {
    findings.add('integrity', 'clinicalDocument');
    return undefined;
  }
  checkEnvelope(envelope, interaction, findings);
  const source = payloadOf(envelope, findings);
  if (source === undefined) return undefined;
  const tree = readSource(source, 'document', { findings, refusal: 'document' });
  if (tree === undefined) return undefined;
  const checked = checkDocument(tree, findings);
  checkAgreement(envelope, tree, findings);
  checkSignature(source, checked.id, { authority, findings });
  const forms = readForms(only(tree, 'component', 'nonXMLBody'), findings);
  const reason = attribute(envelope, ['reasonCode'], 'code');
  findings.expect((checked.version === 1) === (reason === undefined), 'integrity', 'reasonCode');
  if (forms === undefined || !findings.isEmpty()) return undefined;
  const { id, setId, version, patient } = checked;
  const document: StoredDocument = {
    messageId: attribute(message, ['id'], 'root') ?? '',
    id,
    setId,
    version,
    patient,
    operation: operationOf(reason),
    record: String(forms.structured['record']),
    content: readableContent(forms),
    envelope: withChild(treeToNode(envelope), 'text', (text) => ({ ...text, children: [] })),
    document: source.toString('base64'),
    storedAt: new Date().toISOString(),
  };
  return { document, checked };
}

/** Codes of 40178: 1 is public, 2 is our assumption. */
function operationOf(reason: string | undefined): StoredDocument['operation'] {
  if (reason === undefined) return 'create';
  return reason === '1' ? 'replace' : 'nullify';
}
