import type { RecordedVersion, RecordingOrder } from '#recording';
import { MissingPreviousVersion } from '../sofia-crm.errors.js';
import {
  toCancellation,
  toCorrection,
  toNewContactEvent,
  type Cancellation,
  type Correction,
  type NewContactEvent,
} from './contact-event.js';

/** One write of an order; `at` is the version that a correction or cancellation is for. */
export type EventWrite =
  | { readonly kind: 'create'; readonly body: NewContactEvent }
  | { readonly kind: 'correct'; readonly body: Correction; readonly at: RecordedVersion }
  | { readonly kind: 'cancel'; readonly body: Cancellation; readonly at: RecordedVersion };

/** @throws MissingPreviousVersion when a replace or nullify does not say what it replaces */
export function mapOrder(order: RecordingOrder): EventWrite {
  switch (order.operation) {
    case 'create':
      return { kind: 'create', body: toNewContactEvent(order) };
    case 'replace':
      return { kind: 'correct', body: toCorrection(order), at: previousOf(order) };
    case 'nullify':
      return { kind: 'cancel', body: toCancellation(order), at: previousOf(order) };
  }
}

function previousOf({ previous, taskId }: RecordingOrder): RecordedVersion {
  if (previous === undefined) throw new MissingPreviousVersion(taskId);
  return previous;
}
