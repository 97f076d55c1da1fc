import { acknowledgementNode } from './acknowledgement.js';
import { OIDS } from './code-systems.js';
import type { Interaction } from './interactions.js';
import { writeTransmission, type Transmission } from './transmission.js';
import { all, attribute, only, type XmlTree } from './xml-tree.js';
import { node, type XmlNode } from './xml-writer.js';

/** By what documents are asked for; each an OID. The names are ours: the real query's are not public. */
export const QUERY_PARAMETERS = ['clinicalDocumentId', 'clinicalDocumentSetId', 'fulfilledOrderId'] as const;
export type QueryParameter = (typeof QUERY_PARAMETERS)[number];

export interface DocumentQuery {
  readonly parameter: QueryParameter;
  readonly value: string;
}

/** The message id is the query's id too. */
export function writeDocumentQuery(
  interaction: Interaction,
  { parameter, value }: DocumentQuery,
  transmission: Transmission,
): string {
  return writeTransmission(interaction, transmission, [
    node('controlActProcess', { moodCode: 'RQO' }, [
      node('code', { code: interaction.trigger, codeSystem: OIDS.trigger }),
      node('queryByParameter', {}, [
        node('queryId', { root: transmission.messageId }),
        node('statusCode', { code: 'new' }),
        node('parameterList', {}, [node(parameter, {}, [node('value', { root: value })])]),
      ]),
    ]),
  ]);
}

/** @returns undefined for a message without exactly one parameter that is known */
export function readDocumentQuery(message: XmlTree): DocumentQuery | undefined {
  const list = only(message, 'controlActProcess', 'queryByParameter', 'parameterList');
  const given = QUERY_PARAMETERS.map((parameter) => ({
    parameter,
    value: attribute(list, [parameter, 'value'], 'root'),
  })).filter((query): query is DocumentQuery => query.value !== undefined);
  const [query, ...others] = given;
  return others.length === 0 ? query : undefined;
}

/** @param documents envelopes, see `envelopeNode` */
export function writeDocumentAnswer(
  interaction: Interaction,
  { target, documents }: { readonly target: string; readonly documents: readonly XmlNode[] },
  transmission: Transmission,
): string {
  return writeTransmission(interaction, transmission, [
    acknowledgementNode({ type: 'AA', target, details: [] }),
    node('controlActProcess', { moodCode: 'EVN' }, [
      node('code', { code: interaction.trigger, codeSystem: OIDS.trigger }),
      ...documents.map((envelope) => node('subject', { typeCode: 'SUBJ' }, [envelope])),
      node('queryAck', {}, [
        node('queryId', { root: target }),
        node('queryResponseCode', { code: documents.length === 0 ? 'NF' : 'OK' }),
        node('resultTotalQuantity', { value: String(documents.length) }),
      ]),
    ]),
  ]);
}

export type QueryAnswer =
  | { readonly kind: 'documents'; readonly envelopes: readonly XmlTree[] }
  | { readonly kind: 'unusable'; readonly code: string };

/** @param messageId of the query; an answer to another one is unusable */
export function readDocumentAnswer(
  message: XmlTree,
  interaction: Interaction,
  messageId: string,
): QueryAnswer {
  if (message.name !== interaction.id) return { kind: 'unusable', code: 'other-interaction' };
  if (attribute(message, ['acknowledgement', 'targetMessage', 'id'], 'root') !== messageId) {
    return { kind: 'unusable', code: 'answer-of-another' };
  }
  const process = only(message, 'controlActProcess');
  const envelopes = all(process, 'subject').flatMap((subject) => all(subject, 'clinicalDocument'));
  const code = attribute(process, ['queryAck', 'queryResponseCode'], 'code');
  const total = attribute(process, ['queryAck', 'resultTotalQuantity'], 'value');
  if ((code !== 'OK' && code !== 'NF') || total !== String(envelopes.length)) {
    return { kind: 'unusable', code: 'query-not-answered' };
  }
  return { kind: 'documents', envelopes };
}
