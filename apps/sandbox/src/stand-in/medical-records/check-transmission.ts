import { OIDS, attribute, only, type Interaction, type XmlTree } from '#cda';
import { checkCode, checkOrder, many, oidAt, one, type Judge } from './element-checks.js';

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

export interface CheckedTransmission {
  readonly messageId: string;
  readonly receiver: string;
  readonly sender: string;
  readonly process: XmlTree | undefined;
}

/** The fields of the transmission wrapper, in their order, and what it says of its control act (interfaces.md, 1.2). */
export function checkTransmission(
  message: XmlTree,
  interaction: Interaction,
  findings: Judge,
): CheckedTransmission {
  const check = { findings, refusal: 'integrity' } as const;
  checkOrder(message, FIELDS, check);
  findings.expect(message.attributes.get('ITSVersion') === 'XML_1.0', 'integrity', 'ITSVersion');
  const named = attribute(message, ['interactionId'], 'extension') === interaction.id;
  const inSystem = attribute(message, ['interactionId'], 'root') === OIDS.interaction;
  findings.expect(named && inSystem, 'integrity', 'interactionId');
  const createdAt = attribute(message, ['creationTime'], 'value') ?? '';
  findings.expect(TIME.test(createdAt), 'integrity', 'creationTime');
  checkCode(message, ['versionCode'], { codes: ['V3-2006'] }, check);
  checkCode(message, ['processingCode'], { codes: ['D', 'P', 'T'] }, check);
  checkCode(message, ['processingModeCode'], { codes: ['T'] }, check);
  checkCode(message, ['acceptAckCode'], { codes: ['AL', 'ER', 'NE'] }, check);
  const process = only(message, 'controlActProcess');
  findings.expect(process?.attributes.get('moodCode') === 'RQO', 'integrity', 'controlActProcess');
  if (process !== undefined) {
    checkCode(process, ['code'], { codes: [interaction.trigger], system: OIDS.trigger }, check);
  }
  return {
    messageId: oidAt(message, ['id'], check),
    receiver: oidAt(message, ['receiver', 'device', 'id'], check),
    sender: oidAt(message, ['sender', 'device', 'id'], check),
    process,
  };
}
