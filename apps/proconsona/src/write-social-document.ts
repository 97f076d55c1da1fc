import {
  FINLAND,
  HL7,
  bodyXmlId,
  headerNodes,
  localHeaderNode,
  node,
  signatureCollection,
  writeXml,
  type DocumentHeader,
  type DocumentSigner,
} from '#cda';

/** A document of social welfare: its body has two forms that say the same (interfaces.md, section 7). */
export interface SocialDocument {
  readonly header: DocumentHeader;
  /** XHTML, for people. */
  readonly displayForm: Buffer;
  /** JSON, for machines. */
  readonly structuredForm: Buffer;
}

/**
 * Writes a social welfare document: the header of a Finnish CDA R2 document, the XHTML form as the body that is not
 * HL7's, the JSON form beside it, and the system's signature of both.
 * @returns the document with its XML declaration, UTF-8
 */
export function writeSocialDocument(
  { header, displayForm, structuredForm }: SocialDocument,
  signer: DocumentSigner,
  signedAt: Date,
): Buffer {
  const body = node('nonXMLBody', { ID: bodyXmlId(header.id) }, [
    node('text', { mediaType: 'application/xhtml+xml', representation: 'B64' }, [
      displayForm.toString('base64'),
    ]),
    node('json', { xmlns: FINLAND }, [structuredForm.toString('base64')]),
  ]);
  const root = node('ClinicalDocument', { xmlns: HL7, classCode: 'DOCCLIN', moodCode: 'EVN' }, [
    ...headerNodes(header),
    localHeaderNode(header.local, 'custodianTypeCode', [signatureCollection(header.id, signedAt)]),
    node('component', {}, [body]),
  ]);
  const { xml } = signer.sign(writeXml(root), header.id);
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
}
