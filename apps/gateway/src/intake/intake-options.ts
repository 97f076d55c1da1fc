import type { Practice, RecordingEndpoint } from '#domain';
import type { IncomingEvent, Ledger } from '#ledger';
import { v7 as uuid } from 'uuid';
import type { AcceptedEvent } from './event-intake.js';
import type { PlanningSetting } from './task-changes/planning-setting.js';

/** What every use case of intake works with. */
export interface IntakeOptions {
  readonly ledger: Ledger;
  readonly practices: ReadonlyMap<string, Practice>;
  readonly endpoints: readonly RecordingEndpoint[];
  readonly isInstalled: (endpoint: string) => boolean;
}

/** A practice that intake's own checks found is gone: the configuration is read once, so this is a defect. */
class UnknownPractice extends Error {
  readonly code = 'unknown-practice';
}

/** @throws UnknownPractice */
export function settingFor(team: string, now: Date, options: IntakeOptions): PlanningSetting {
  const { practices, endpoints, isInstalled, ledger } = options;
  const practice = practices.get(team);
  if (practice === undefined) throw new UnknownPractice();
  return { practice, endpoints, isInstalled, index: ledger.index, now };
}

export function incomingEvent(
  { sender, eventId, rawBody, type, receivedAt }: AcceptedEvent,
  { ledger }: Pick<IntakeOptions, 'ledger'>,
): IncomingEvent {
  const bodyDigest = ledger.index.of('event-body', rawBody);
  return { id: uuid(), sender, eventId, bodyDigest, type, takenAt: receivedAt };
}
