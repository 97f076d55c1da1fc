import { randomInt } from 'node:crypto';
import { OIDS } from './code-systems.js';
import { INTERACTIONS, type Interaction } from './interactions.js';
import { HL7 } from './write-parts.js';
import { node, writeXml, type XmlNode } from './xml-writer.js';

/** Whom a message goes to and from, and what it is called (interfaces.md, section 1.2). */
export interface Transmission {
  /** OID, unique per message: another one on each try. */
  readonly messageId: string;
  readonly createdAt: Date;
  /** OIDs of the specifications that the message follows. */
  readonly profileIds: readonly string[];
  /** P: production, D: test. */
  readonly processing: 'P' | 'D';
  /** OID of the party. */
  readonly receiver: string;
  readonly sender: string;
}

/** @returns that of a message that is sent now, with an id of its own below the sender's */
export function newTransmission(
  parties: Pick<Transmission, 'sender' | 'receiver' | 'processing'>,
  profileIds: readonly string[],
  createdAt: Date,
): Transmission {
  const { sender, receiver, processing } = parties;
  const messageId = `${sender}.${createdAt.getTime()}.${randomInt(2 ** 32)}`;
  return { messageId, createdAt, profileIds, processing, receiver, sender };
}

/** @returns the message as markup: the wrapper's fields in order, then what it carries */
export function writeTransmission(
  { id: interaction }: Interaction,
  transmission: Transmission,
  content: readonly XmlNode[],
): string {
  const { messageId, createdAt, profileIds, processing, receiver, sender } = transmission;
  return writeXml(
    node(interaction, { xmlns: HL7, ITSVersion: 'XML_1.0' }, [
      node('id', { root: messageId }),
      node('creationTime', { value: messageTime(createdAt) }),
      node('versionCode', { code: 'V3-2006' }),
      node('interactionId', { extension: interaction, root: OIDS.interaction }),
      ...profileIds.map((root) => node('profileId', { root })),
      node('processingCode', { code: processing }),
      node('processingModeCode', { code: 'T' }),
      // Every message is to be answered, not only the one that fails.
      node('acceptAckCode', { code: interaction === INTERACTIONS.acknowledgement.id ? 'NE' : 'AL' }),
      node('receiver', { typeCode: 'RCV' }, [device(receiver)]),
      node('sender', { typeCode: 'SND' }, [device(sender)]),
      ...content,
    ]),
  );
}

const device = (oid: string): XmlNode => node('device', {}, [node('id', { root: oid })]);

/** `YYYYMMDDhhmmss.mmm`, in UTC. */
function messageTime(at: Date): string {
  const digits = at.toISOString().replace(/\D/g, '');
  return `${digits.slice(0, 14)}.${digits.slice(14)}+0000`;
}
