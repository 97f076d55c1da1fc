import { INTERACTIONS, type Interaction, type XmlTree } from '#cda';
import { checkTransmission } from '../stand-in/medical-records/check-transmission.js';
import { FIRST_FAULT, refuseUnless } from './refusal.js';

export interface Wrapper {
  readonly messageId: string;
  readonly sender: string;
  readonly receiver: string;
  readonly interaction: Interaction;
  readonly process: XmlTree;
}

const TAKEN: readonly Interaction[] = [
  INTERACTIONS.archive,
  INTERACTIONS.archiveVersion,
  INTERACTIONS.queryMetadata,
  INTERACTIONS.queryContent,
];

/** @returns undefined for an interaction that the archive does not know */
export function interactionOf(message: XmlTree): Interaction | undefined {
  return TAKEN.find(({ id }) => id === message.name);
}

/** The transmission wrapper of a message (interfaces.md, section 1.2). */
export function checkWrapper(message: XmlTree, interaction: Interaction): Wrapper {
  const { process, ...transmission } = checkTransmission(message, interaction, FIRST_FAULT);
  refuseUnless(process !== undefined, 'integrity', 'controlActProcess');
  return { ...transmission, interaction, process };
}
