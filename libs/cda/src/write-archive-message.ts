import type { DocumentHeader } from './clinical-document.js';
import { CODES, OIDS, type Coded } from './code-systems.js';
import type { Interaction } from './interactions.js';
import { writeMultipart } from './multipart.js';
import { writeTransmission, type Transmission } from './transmission.js';
import {
  authorNode,
  codeNode,
  fulfilledOrder,
  idNode,
  localHeaderNode,
  organisationParts,
  patientName,
  relatedDocument,
} from './write-parts.js';
import { node, type XmlNode } from './xml-writer.js';

export interface ArchiveMessage {
  readonly interaction: Interaction;
  readonly transmission: Transmission;
  /** The service request, and in social welfare the purpose of use after it. */
  readonly reasons: readonly Coded[];
  /** OID of the service provider in whose name it is archived. */
  readonly provider: string;
  readonly header: DocumentHeader;
  /** Why the version before is replaced. */
  readonly replacementReason?: Coded;
  /** The written document. */
  readonly document: Buffer;
}

/** A Medical Records message that archives a document, or a new version of one (interfaces.md, section 1.3). */
export function writeArchiveMessage(message: ArchiveMessage): string {
  const { interaction, transmission, reasons, provider, header } = message;
  const payload = node('text', { mediaType: 'multipart/related' }, [
    writeMultipart(header.id, message.document),
  ]);
  const envelope = envelopeNode(header, {
    text: payload,
    status: 'completed',
    ...(message.replacementReason !== undefined && { reason: message.replacementReason }),
  });
  return writeTransmission(interaction, transmission, [
    node('controlActProcess', { moodCode: 'RQO' }, [
      node('code', { code: interaction.trigger, codeSystem: OIDS.trigger }),
      ...reasons.map((reason) => codeNode('reasonCode', reason)),
      node('authorOrPerformer', { typeCode: 'PRF' }, [
        node('assignedPerson', {}, [node('representedOrganization', {}, [node('id', { root: provider })])]),
      ]),
      node('subject', { typeCode: 'SUBJ' }, [envelope]),
    ]),
  ]);
}

export interface EnvelopeParts {
  readonly text: XmlNode;
  /** `nullified`: of a version by which the document was nullified; only the archive says so. */
  readonly status: 'completed' | 'nullified';
  readonly reason?: Coded;
}

/** The envelope: what the document's header says, once more, in the message's own order. */
export function envelopeNode(header: DocumentHeader, { text, status, reason }: EnvelopeParts): XmlNode {
  return node('clinicalDocument', {}, [
    ...header.templateIds.map((id) => idNode('templateId', id)),
    node('id', { root: header.id }),
    codeNode('code', header.code),
    text,
    node('statusCode', { code: status }),
    node('effectiveTime', { value: header.effectiveTime }),
    codeNode('confidentialityCode', header.confidentiality),
    ...(reason === undefined ? [] : [codeNode('reasonCode', reason)]),
    node('languageCode', { code: 'fi' }),
    node('setId', { root: header.setId }),
    node('versionNumber', { value: String(header.versionNumber) }),
    codeNode('completionCode', CODES.legallyAuthenticated),
    codeNode('storageCode', CODES.active),
    recordTarget(header),
    ...header.authors.map((author) => authorNode(author)),
    custodian(header),
    ...fulfilledOrder(header),
    ...relatedDocument(header),
    node('componentOf', {}, [
      node('encounterEvent', {}, [
        node('id', { root: header.encounter.id }),
        node('effectiveTime', { nullFlavor: 'NA' }),
      ]),
    ]),
    localHeaderNode(header.local, 'custodianTypecode'),
  ]);
}

function recordTarget({ patient }: DocumentHeader): XmlNode {
  return node('recordTarget', {}, [
    node('patient', {}, [
      idNode('id', patient.id),
      node('statusCode', { code: 'active' }),
      node('patientPerson', {}, [patientName(patient)]),
    ]),
  ]);
}

function custodian(header: DocumentHeader): XmlNode {
  return node('custodian', {}, [
    node('assignedCustodian', {}, [node('representedOrganization', {}, organisationParts(header.custodian))]),
  ]);
}
