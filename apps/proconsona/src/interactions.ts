import { INTERACTIONS, type Coded, type Interaction } from '#cda';

/**
 * The interactions of social welfare. Only the first is public; the others follow the numbering of health care
 * (interfaces.md, section 7).
 */
export const SOCIAL = {
  archive: INTERACTIONS.archiveSocial,
  archiveVersion: INTERACTIONS.archiveSocialVersion,
  queryMetadata: { id: 'RCMR_IN200029FI01', trigger: 'RCMR_TE100029UV01' },
  metadata: { id: 'RCMR_IN200030FI01', trigger: 'RCMR_TE100030UV01' },
  queryContent: { id: 'RCMR_IN200031FI01', trigger: 'RCMR_TE100031UV01' },
  content: { id: 'RCMR_IN200032FI01', trigger: 'RCMR_TE100032UV01' },
} as const satisfies Readonly<Record<string, Interaction>>;

/** Why a document is archived: the service request first, then the purpose of use (the same section). */
export const REASONS: readonly Coded[] = [
  { code: 'SP1', system: '1.2.246.537.6.1503.201601' },
  { code: '1', system: '1.2.246.537.6.1289.201901' },
];
