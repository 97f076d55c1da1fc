import type { ClinicalDocument, DocumentHeader } from './clinical-document.js';
import { CODES } from './code-systems.js';
import type { DocumentSigner } from './document-signer.js';
import { bodyNode } from './write-body.js';
import { timestampXmlId } from './xml-ids.js';
import {
  HL7,
  authorNode,
  codeNode,
  fulfilledOrder,
  idNode,
  localHeaderNode,
  organisationParts,
  patientName,
  relatedDocument,
} from './write-parts.js';
import { node, writeXml, type XmlNode } from './xml-writer.js';

export interface WrittenDocument {
  /** With its XML declaration, UTF-8. */
  readonly bytes: Buffer;
  /** Base64 of the SHA-256 of the body in exclusive canonical form: the same however often it is signed. */
  readonly bodyDigest: string;
}

/** Writes a Finnish CDA R2 document (interfaces.md, section 1.6) with the system's signature in it (1.7). */
export function writeDocument(
  { header, body }: ClinicalDocument,
  signer: DocumentSigner,
  signedAt: Date,
): WrittenDocument {
  const root = node('ClinicalDocument', { xmlns: HL7, classCode: 'DOCCLIN', moodCode: 'EVN' }, [
    ...headerNodes(header),
    localHeaderNode(header.local, 'custodianTypeCode', [signatureCollection(header.id, signedAt)]),
    bodyNode(body, header.id),
  ]);
  const { xml, bodyDigest } = signer.sign(writeXml(root), header.id);
  return { bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`), bodyDigest };
}

/** The signer puts the signature itself after the timestamp. */
export function signatureCollection(documentId: string, signedAt: Date): XmlNode {
  const timestamp = signedAt.toISOString().replace(/\.\d+Z$/, 'Z');
  return node('signatureCollection', {}, [
    node('signature', { ID: `SIG${documentId}` }, [
      codeNode('signatureDescription', CODES.systemSignature),
      node('signatureTimestamp', { ID: timestampXmlId(documentId) }, [timestamp]),
    ]),
  ]);
}

export function headerNodes(header: DocumentHeader): readonly XmlNode[] {
  return [
    node('realmCode', { code: 'FI' }),
    node('typeId', { extension: 'POCD_HD000040', root: '2.16.840.1.113883.1.3' }),
    ...header.templateIds.map((id) => idNode('templateId', id)),
    node('id', { root: header.id }),
    codeNode('code', header.code),
    node('title', {}, [header.title]),
    node('effectiveTime', { value: header.effectiveTime }),
    codeNode('confidentialityCode', header.confidentiality),
    node('languageCode', { code: 'fi' }),
    node('setId', { root: header.setId }),
    node('versionNumber', { value: String(header.versionNumber) }),
    recordTarget(header),
    ...header.authors.map((author) => authorNode(author)),
    custodian(header),
    ...fulfilledOrder(header),
    ...relatedDocument(header),
    componentOf(header),
  ];
}

function recordTarget({ patient }: DocumentHeader): XmlNode {
  return node('recordTarget', {}, [
    node('patientRole', {}, [idNode('id', patient.id), node('patient', {}, [patientName(patient)])]),
  ]);
}

function custodian(header: DocumentHeader): XmlNode {
  return node('custodian', {}, [
    node('assignedCustodian', {}, [
      node('representedCustodianOrganization', {}, organisationParts(header.custodian)),
    ]),
  ]);
}

/** But for the id, all of it belongs into the service event's own document; the schema wants a time all the same. */
function componentOf({ encounter: { id, from, provider } }: DocumentHeader): XmlNode {
  const time =
    from === undefined
      ? node('effectiveTime', { nullFlavor: 'NA' })
      : node('effectiveTime', {}, [node('low', { value: from })]);
  return node('componentOf', {}, [
    node('encompassingEncounter', {}, [
      node('id', { root: id }),
      time,
      ...(provider === undefined
        ? []
        : [
            node('responsibleParty', {}, [
              node('assignedEntity', {}, [
                node('id', { nullFlavor: 'NA' }),
                node('representedOrganization', {}, organisationParts(provider)),
              ]),
            ]),
          ]),
    ]),
  ]);
}
