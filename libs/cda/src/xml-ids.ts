/** The XML ids that a document's signature refers to (interfaces.md, section 1.7). */
export const bodyXmlId = (documentId: string): string => `OID${documentId}.0`;
export const timestampXmlId = (documentId: string): string => `SIGT${documentId}`;
