import { documentQuery, message, segment, timestamp } from '#hl7v2';
import type { Message, Segment } from '#hl7v2';
import type { Operation, RecordKind } from '#domain';
import type { RecordingOrder } from '#recording';
import type { PegasosOptions } from '../pegasos.config.js';
import { AVAILABLE, CANCELLED, OUR_NAMESPACE, documentNumber, parentNumber } from './document-keys.js';
import { headerFields } from './header.js';
import { observations } from './observations.js';
import { clientAsSubject, clientId, clientName, facility, professional } from './parties.js';

/** HL7 2.5, chapter 9: new document, replacement, cancellation; each with the structure of its message. */
const TRIGGERS: Readonly<Record<Operation, readonly [event: string, structure: string]>> = {
  create: ['T02', 'MDM_T02'],
  replace: ['T10', 'MDM_T02'],
  nullify: ['T11', 'MDM_T01'],
};

/** TXA-2, HL7 table 0270 (the users' own): a document type a record. */
export const DOCUMENT_TYPES: Readonly<Record<RecordKind, string>> = {
  consent: 'CONSENT',
  recommendation: 'RECOMMENDATION',
  measures: 'MEASURES',
  plan: 'PLAN',
  'case-note': 'CASE-NOTE',
  'contact-note': 'CONTACT-NOTE',
  visit: 'VISIT',
  statistics: 'STATISTICS',
  'case-manager': 'CASE-MANAGER',
};

/** TXA-17, HL7 table 0271: documented. That a professional authenticated it is not ours to say. */
export const COMPLETION_STATUS = 'DO';

/** What a message has beside the order. */
export interface Sending {
  readonly options: PegasosOptions;
  /** MSH-10 */
  readonly controlId: string;
  readonly now: Date;
}

/**
 * The message that records the order.
 * @throws MissingPreviousVersion when a replace or nullify does not say what it replaces
 */
export function mapOrder(order: RecordingOrder, { options, controlId, now }: Sending): Message {
  const [event, structure] = TRIGGERS[order.operation];
  const custodian = facility(options.registerHolder ?? order.recorder.organisation);
  return message(
    { ...headerFields(options, controlId, now), 9: ['MDM', event, structure] },
    segment('EVN', { 2: timestamp(now.toISOString()), 7: [custodian[0], custodian[1], custodian[2]] }),
    segment('PID', { 3: clientId(order.clientIdentifier), 5: clientName(order) }),
    segment('PV1', { 2: 'N', 3: [undefined, undefined, undefined, custodian] }),
    notification(order),
    ...(order.operation === 'nullify' ? [] : observations(order)),
  );
}

function notification(order: RecordingOrder): Segment {
  const parent = parentNumber(order);
  return segment('TXA', {
    1: '1',
    2: DOCUMENT_TYPES[order.record],
    3: 'FT',
    4: timestamp(order.decidedAt),
    9: professional(order.recorder),
    12: [documentNumber(order), OUR_NAMESPACE],
    13: parent && [parent, OUR_NAMESPACE],
    17: COMPLETION_STATUS,
    18: 'U',
    19: order.operation === 'nullify' ? CANCELLED : AVAILABLE,
  });
}

/** Asks for the document of that number. */
export function mapQuery(
  order: RecordingOrder,
  number: string,
  { options, controlId, now }: Sending,
): Message {
  return documentQuery(headerFields(options, controlId, now), {
    queryId: controlId,
    number,
    namespace: OUR_NAMESPACE,
    who: clientAsSubject(order),
    at: now.toISOString(),
  });
}
