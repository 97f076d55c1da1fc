import { RETRY_DELAYS_MS, RETRY_FOR_MS, retryAt } from '#domain';
import type { DeliveryPolicy } from '#domain';
import type { ClaimedEvent, Ledger } from '#ledger';
import type { Logger, Metrics } from '#observability';
import { signWebhook } from '#security';
import { classifyAnswer } from './classify-answer.js';
import type { DeliveryOutcome } from './classify-answer.js';
import { cloudEventBytes } from './cloud-event.js';
import { AT_A_TIME } from './destination.js';
import type { Destination } from './destination.js';

export interface DeliverEventsOptions {
  readonly ledger: Pick<Ledger, 'eventDelivery'>;
  readonly destination: Destination;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'teamAppEventEnded'>;
  /** Of this process: a signature tells when it was made. */
  readonly clock: () => Date;
  readonly random: () => number;
  readonly policy: DeliveryPolicy;
}

/** Three deadlines: a dispatcher that still waits for an answer keeps the event for itself (R10). */
const LEASE_DEADLINES = 3;

/** A team application is told for as long, and as often, as a record system is tried (design.md, section 4). */
export const TEAM_APP_POLICY: DeliveryPolicy = {
  deadlineMs: 10_000,
  settleMs: 0,
  retryDelaysMs: RETRY_DELAYS_MS,
  retryForMs: RETRY_FOR_MS,
};

/**
 * Tells one team application of its decisions: several decisions at a time, each one's events in their order. What a
 * dispatcher was telling when it died is told again under the same id.
 * @returns one round; true when more may be due at once
 */
export function deliveryRound(options: DeliverEventsOptions): () => Promise<boolean> {
  const { ledger, destination, policy } = options;
  return async () => {
    if (await ledger.eventDelivery.isDisabled(destination.addressDigest)) return false;
    const leaseMs = LEASE_DEADLINES * policy.deadlineMs;
    const claimed = await ledger.eventDelivery.claim(destination.teams, AT_A_TIME, leaseMs);
    const delivered = await Promise.all(claimed.map((event) => deliver(event, options)));
    return delivered.includes(true);
  };
}

/** @returns whether it was delivered */
async function deliver(event: ClaimedEvent, options: DeliverEventsOptions): Promise<boolean> {
  const outcome = await send(event, options);
  const { eventDelivery } = options.ledger;
  switch (outcome.kind) {
    case 'delivered':
      await eventDelivery.settleDelivered(event);
      tell(event, 'delivered', options);
      return true;
    case 'gone':
      await eventDelivery.settleGone(event, options.destination.addressDigest, outcome.code);
      options.log.warn('team-app-address.disabled', { team: event.team, code: outcome.code });
      tell(event, 'gone', options);
      return false;
    case 'failed':
      await settleFailed(event, outcome, options);
      return false;
  }
}

async function send(
  event: ClaimedEvent,
  { destination, policy, clock }: DeliverEventsOptions,
): Promise<DeliveryOutcome> {
  const body = cloudEventBytes(event);
  const timestamp = String(Math.floor(clock().getTime() / 1000));
  const parts = { id: event.id, timestamp, body };
  const result = await destination.exchange.send({
    method: 'POST',
    path: destination.path,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': event.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': destination.keys.map((key) => signWebhook(key, parts)).join(' '),
    },
    body,
    signal: AbortSignal.timeout(policy.deadlineMs),
  });
  return classifyAnswer(result, clock());
}

async function settleFailed(
  event: ClaimedEvent,
  { code, retryAfterMs }: Extract<DeliveryOutcome, { kind: 'failed' }>,
  options: DeliverEventsOptions,
): Promise<void> {
  const { policy, random, log } = options;
  const { id: eventId, team, now, attempt } = event;
  const isOver = now.getTime() - event.firstAttemptAt.getTime() >= policy.retryForMs;
  if (isOver) {
    await options.ledger.eventDelivery.settleFailed(event, { code });
    log.warn('team-app-event.given-up', { eventId, team, code, attempt });
    tell(event, 'given-up', options);
    return;
  }
  const nextAttemptAt = retryAt(event.failures, policy, { now, random }, retryAfterMs);
  await options.ledger.eventDelivery.settleFailed(event, { code, nextAttemptAt });
  log.info('team-app-event.failed', { eventId, team, code, attempt, nextAttemptAt });
  tell(event, 'failed', options);
}

function tell(
  { id: eventId, team, attempt }: ClaimedEvent,
  outcome: 'delivered' | 'failed' | 'given-up' | 'gone',
  { log, metrics }: DeliverEventsOptions,
): void {
  log.debug('team-app-event.ended', { eventId, team, attempt, outcome });
  metrics.teamAppEventEnded({ outcome });
}
