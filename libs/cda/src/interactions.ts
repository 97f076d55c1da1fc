/** HL7 V3 interactions that are used here (interfaces.md, sections 1.1 and 7). */
export const INTERACTIONS = {
  /** Health: archive a new document. */
  archive: { id: 'RCMR_IN100002FI01', trigger: 'RCMR_TE000102UV01' },
  /** Health: archive a new version of a document. */
  archiveVersion: { id: 'RCMR_IN100016FI01', trigger: 'RCMR_TE000910UV01' },
  /** Social welfare: archive a document. */
  archiveSocial: { id: 'RCMR_IN200002FI01', trigger: 'RCMR_TE000102UV01' },
  /** Social welfare: archive a new version of a document. */
  archiveSocialVersion: { id: 'RCMR_IN200016FI01', trigger: 'RCMR_TE000910UV01' },
  queryMetadata: { id: 'RCMR_IN100029FI01', trigger: 'RCMR_TE100029UV01' },
  metadata: { id: 'RCMR_IN100030FI01', trigger: 'RCMR_TE100030UV01' },
  queryContent: { id: 'RCMR_IN100031FI01', trigger: 'RCMR_TE100031UV01' },
  content: { id: 'RCMR_IN100032FI01', trigger: 'RCMR_TE100032UV01' },
  acknowledgement: { id: 'MCCI_IN000002UV01', trigger: '' },
} as const;

export interface Interaction {
  readonly id: string;
  readonly trigger: string;
}

/** The SOAP action of an interaction. */
export const actionOf = ({ id }: Interaction): string => `urn:hl7-org:v3:${id}`;
