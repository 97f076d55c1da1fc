export { readAcknowledgement, writeAcknowledgement } from './acknowledgement.js';
export type { Acknowledgement, AcknowledgementDetail, ReadAcknowledgement } from './acknowledgement.js';
export { authorOf, type Professional } from './author-of.js';
export { MissingPreviousVersion, UnusableOid, UnusableSigningKey } from './cda.errors.js';
export type {
  Author,
  ClinicalDocument,
  DocumentBody,
  DocumentHeader,
  DocumentVersion,
  InstanceId,
  LocalHeader,
  Observation,
  Organisation,
  Section,
} from './clinical-document.js';
export { CODES, OIDS, type Coded } from './code-systems.js';
export {
  readDocumentAnswer,
  readDocumentQuery,
  writeDocumentAnswer,
  writeDocumentQuery,
} from './document-query.js';
export type { DocumentQuery, QueryAnswer, QueryParameter } from './document-query.js';
export { DocumentSigner, type SigningKey } from './document-signer.js';
export { replacedVersion, setIdOf, versionOf, type SeriesStep } from './document-series.js';
export { hl7Date, hl7Time } from './hl7-time.js';
export { newestOf, readHolding, type HeldVersion, type Holding } from './holding.js';
export { INTERACTIONS, actionOf, type Interaction } from './interactions.js';
export { judgeAcknowledgement, type ArchivingJudgement } from './judge-acknowledgement.js';
export { readMultipart, writeMultipart, type Multipart } from './multipart.js';
export { derivedOid, hashedOid, isOid } from './oid.js';
export { narrativesOf, readHeader, sectionsOf, type ReadHeader } from './read-document.js';
export { readMetadata, readPayload, releaseDateOf, type DocumentMetadata } from './read-metadata.js';
export { newTransmission, type Transmission } from './transmission.js';
export { verifySignature, type SignatureFinding } from './verify-signature.js';
export { envelopeNode, writeArchiveMessage } from './write-archive-message.js';
export type { ArchiveMessage, EnvelopeParts } from './write-archive-message.js';
export { headerNodes, signatureCollection, writeDocument, type WrittenDocument } from './write-document.js';
export { FINLAND, HL7, localHeaderNode } from './write-parts.js';
export { bodyXmlId } from './xml-ids.js';
export { all, attribute, only, textIn, type XmlTree } from './xml-tree.js';
export { isXmlValue, node, writeXml, type XmlNode } from './xml-writer.js';
