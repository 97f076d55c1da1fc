import { createHash } from 'node:crypto';
import type { RecordedVersion, RecordingOrder } from '#recording';
import { MissingPreviousVersion } from '../pegasos.errors.js';

/** The namespace of our document numbers and of our codes. */
export const OUR_NAMESPACE = '99KUITTAUS';

/** TXA-19, HL7 table 0273. */
export const AVAILABLE = 'AV';
export const CANCELLED = 'CA';

/**
 * The unique document number (TXA-12) that the order is about. A document's first version is numbered by the
 * series, so that no system that keeps numbers unique takes a second first version; each replacement by its own
 * version key; a cancellation names what it cancels.
 * @throws MissingPreviousVersion
 */
export function documentNumber(order: RecordingOrder): string {
  switch (order.operation) {
    case 'create':
      return order.seriesKey;
    case 'replace':
      return order.versionKey;
    case 'nullify':
      return previousOf(order).targetId;
  }
}

/** The parent's number (TXA-13): what a replacement replaces. */
export const parentNumber = (order: RecordingOrder): string | undefined =>
  order.operation === 'replace' ? previousOf(order).targetId : undefined;

/** Where the order's version stands once it is recorded: an acknowledgement tells nothing that we do not know. */
export const receiptOf = (order: RecordingOrder): RecordedVersion => ({
  targetId: documentNumber(order),
  // A cancelled document is still the version it was: what tells it apart is that it is cancelled.
  targetVersion: order.operation === 'nullify' ? CANCELLED : order.versionKey,
});

/** @throws MissingPreviousVersion when a replace or nullify does not say what it replaces */
export function previousOf(order: RecordingOrder): RecordedVersion {
  if (order.previous === undefined) throw new MissingPreviousVersion(order.taskId);
  return order.previous;
}

/** MSH-10 of one message of an attempt: 20 characters is what HL7 2.5 allows. */
export const controlId = (attemptId: string, step: string): string =>
  createHash('sha256').update(`${attemptId} ${step}`).digest('base64url').slice(0, 20);
