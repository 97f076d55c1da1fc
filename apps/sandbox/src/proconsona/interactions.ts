import { INTERACTIONS, type Interaction, type XmlTree } from '#cda';

/** What the stand-in takes and answers with; all but the first are assumed by analogy with health care. */
export const TAKEN = {
  archive: INTERACTIONS.archiveSocial,
  archiveVersion: INTERACTIONS.archiveSocialVersion,
  queryMetadata: { id: 'RCMR_IN200029FI01', trigger: 'RCMR_TE100029UV01' },
  queryContent: { id: 'RCMR_IN200031FI01', trigger: 'RCMR_TE100031UV01' },
} as const satisfies Readonly<Record<string, Interaction>>;

const ANSWERS = {
  metadata: { id: 'RCMR_IN200030FI01', trigger: 'RCMR_TE100030UV01' },
  content: { id: 'RCMR_IN200032FI01', trigger: 'RCMR_TE100032UV01' },
} as const satisfies Readonly<Record<string, Interaction>>;

/** @returns undefined for an interaction that the stand-in does not know */
export function interactionOf(message: XmlTree): Interaction | undefined {
  return Object.values(TAKEN).find(({ id }) => id === message.name);
}

export const isQuery = ({ id }: Interaction): boolean =>
  id === TAKEN.queryMetadata.id || id === TAKEN.queryContent.id;

export const isContentQuery = ({ id }: Interaction): boolean => id === TAKEN.queryContent.id;

export const answerTo = (interaction: Interaction): Interaction =>
  isContentQuery(interaction) ? ANSWERS.content : ANSWERS.metadata;
