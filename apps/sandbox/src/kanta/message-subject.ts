import { all, FINLAND, INTERACTIONS, only, type Interaction, type XmlTree } from '#cda';

/** What a message is about: faults that hit a number of requests leave technical documents out. */
export type Subject = 'content' | 'service-event' | 'query';

export function subjectOf(message: XmlTree, interaction: Interaction): Subject {
  if (interaction.id === INTERACTIONS.queryMetadata.id || interaction.id === INTERACTIONS.queryContent.id) {
    return 'query';
  }
  const envelope = only(message, 'controlActProcess', 'subject', 'clinicalDocument');
  const local = all(envelope, 'localHeader', FINLAND)[0];
  const type = all(local, 'documentType', FINLAND)[0]?.attributes.get('code');
  return type === '4' ? 'service-event' : 'content';
}
