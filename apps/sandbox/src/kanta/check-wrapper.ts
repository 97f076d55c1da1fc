import { attribute, INTERACTIONS, OIDS, only, type Interaction, type XmlTree } from '#cda';
import { coded, inOrder, many, oidAt, one } from './element-rules.js';
import { refuseUnless } from './refusal.js';

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

const FIELDS = [
  one('id'),
  one('creationTime'),
  one('versionCode'),
  one('interactionId'),
  many('profileId'),
  one('processingCode'),
  one('processingModeCode'),
  one('acceptAckCode'),
  one('receiver'),
  one('sender'),
  one('controlActProcess'),
];
const TIME = /^[0-9]{14}(\.[0-9]{1,4})?([+-][0-9]{4})?$/;

/** @returns undefined for an interaction that the archive does not know */
export function interactionOf(message: XmlTree): Interaction | undefined {
  return TAKEN.find(({ id }) => id === message.name);
}

/** The fields of the transmission wrapper, in their order (interfaces.md, section 1.2). */
export function checkWrapper(message: XmlTree, interaction: Interaction): Wrapper {
  inOrder(message, FIELDS, { refusal: 'integrity' });
  refuseUnless(message.attributes.get('ITSVersion') === 'XML_1.0', 'integrity', 'ITSVersion');
  const extension = attribute(message, ['interactionId'], 'extension');
  const root = attribute(message, ['interactionId'], 'root');
  refuseUnless(extension === interaction.id && root === OIDS.interaction, 'integrity', 'interactionId');
  refuseUnless(TIME.test(attribute(message, ['creationTime'], 'value') ?? ''), 'integrity', 'creationTime');
  codeIn(message, 'versionCode', ['V3-2006']);
  codeIn(message, 'processingCode', ['D', 'P', 'T']);
  codeIn(message, 'processingModeCode', ['T']);
  codeIn(message, 'acceptAckCode', ['AL', 'ER', 'NE']);
  const process = only(message, 'controlActProcess');
  refuseUnless(process?.attributes.get('moodCode') === 'RQO', 'integrity', 'controlActProcess');
  coded(process, ['code'], { code: interaction.trigger, system: OIDS.trigger }, 'integrity');
  return {
    messageId: oidAt(message, ['id'], 'integrity'),
    receiver: oidAt(message, ['receiver', 'device', 'id'], 'integrity'),
    sender: oidAt(message, ['sender', 'device', 'id'], 'integrity'),
    interaction,
    process,
  };
}

function codeIn(message: XmlTree, name: string, known: readonly string[]): void {
  refuseUnless(known.includes(attribute(message, [name], 'code') ?? ''), 'integrity', name);
}
