import { readXml, XmlUnreadable } from '#soap';
import { verifySignature, type XmlTree } from '#cda';
import type { X509Certificate } from 'node:crypto';
import type { ArchivedDocument } from './archived-document.js';
import { checkAgreement } from './check-agreement.js';
import { checkDocument } from './check-document.js';
import { checkEnvelope, type Envelope } from './check-envelope.js';
import type { Wrapper } from './check-wrapper.js';
import { readableContent, recordKindOf } from './readable-content.js';
import { refuseUnless, Refusal } from './refusal.js';
import { treeToNode, withChild } from '../stand-in/medical-records/tree-to-node.js';

/** Codes of 40178: the first is public, the second is our assumption. */
const REASONS = new Map<string, ArchivedDocument['operation']>([
  ['1', 'replace'],
  ['2', 'nullify'],
]);

export interface TakenDocument {
  readonly document: ArchivedDocument;
  readonly checked: ReturnType<typeof checkDocument>;
}

/**
 * What an archiving message brings, checked but for what the archive holds already.
 * @param authority who must have issued the certificate of the signature
 * @throws Refusal
 */
export function takeDocument(wrapper: Wrapper, authority: X509Certificate, storedAt: Date): TakenDocument {
  const envelope = checkEnvelope(wrapper);
  const document = parsed(envelope.payload);
  const checked = checkDocument(document);
  checkAgreement(envelope.element, document);
  const operation = operationOf(checked.version, envelope);
  const bodyDigest = checkSignature(envelope.payload.toString('utf8'), checked.id, authority);
  const { id, setId, version, patient, serviceEvent, fulfils, kind } = checked;
  return {
    checked,
    document: {
      messageId: wrapper.messageId,
      id,
      setId,
      version,
      patient,
      serviceEvent,
      ...(fulfils !== undefined && { fulfils }),
      kind,
      operation,
      record: recordKindOf(document),
      content: readableContent(document),
      bodyDigest,
      envelope: withChild(treeToNode(envelope.element), 'text', (text) => ({ ...text, children: [] })),
      document: envelope.payload.toString('base64'),
      storedAt: storedAt.toISOString(),
    },
  };
}

function parsed(payload: Buffer): XmlTree {
  try {
    return readXml(payload);
  } catch (error) {
    if (error instanceof XmlUnreadable) throw new Refusal('document', error.code);
    throw error;
  }
}

function operationOf(version: number, { reason }: Envelope): ArchivedDocument['operation'] {
  refuseUnless((version === 1) === (reason === undefined), 'integrity', 'reasonCode');
  const operation = reason === undefined ? 'create' : REASONS.get(reason);
  refuseUnless(operation !== undefined, 'integrity', 'reasonCode');
  return operation;
}

/** @returns the digest of the signed body */
function checkSignature(xml: string, documentId: string, authority: X509Certificate): string {
  const finding = verifySignature(xml, documentId);
  refuseUnless(finding.kind === 'valid', 'signature', finding.kind === 'invalid' ? finding.code : '');
  const { certificate } = finding;
  const isIssued = certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
  refuseUnless(isIssued, 'signature', 'authority');
  return finding.bodyDigest;
}
