import type { Configuration, DispatcherEnvironment } from '#configuration';
import type { Ledger } from '#ledger';
import type { Logger } from '#observability';
import { consentGateOf } from '#recording';
import type { Loop, StartLoop } from '../loop.js';
import { smtpMailer } from '../mail/mailer.js';
import { escalationRound } from './escalate-overdue.js';
import { offerRound } from './offer-to-persons.js';

export interface DeadlineLoopsOptions {
  readonly environment: DispatcherEnvironment;
  readonly configuration: Configuration;
  readonly ledger: Ledger;
  readonly log: Logger;
}

const OFFERS_EVERY_MS = 30_000;
const ESCALATIONS_EVERY_MS = 60_000;

/** Before a deadline: a person, in place of a system that is down. After it: one after the other who answers for it. */
export function deadlineLoops(
  { environment, configuration, ledger, log }: DeadlineLoopsOptions,
  loop: StartLoop,
): readonly Loop[] {
  const { endpoints, practices } = configuration;
  const { mail, offerBeforeMs } = environment;
  const installed = new Set(endpoints.filter(({ address }) => address !== undefined).map(({ id }) => id));
  const offers = offerRound({
    ledger,
    log,
    offerBeforeMs,
    consentGate: consentGateOf(practices, endpoints),
    isInstalled: (endpoint) => installed.has(endpoint),
  });
  const loops = [loop('deadlines', OFFERS_EVERY_MS, offers)];
  if (mail === undefined) return loops;
  const escalations = escalationRound({
    ...mail,
    ledger,
    practices,
    log,
    graceMs: offerBeforeMs,
    clock: () => new Date(),
    send: smtpMailer(mail),
  });
  return [...loops, loop('escalations', ESCALATIONS_EVERY_MS, escalations)];
}
