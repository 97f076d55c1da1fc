import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AutomaticSystem, Operation, System, TaskState } from '#domain';
import { auditCheckMetrics } from './audit-check-metrics.js';
import type { AuditCheckMetrics } from './audit-check-metrics.js';
import { guardMetrics } from './guard-metrics.js';
import type { GuardMetrics } from './guard-metrics.js';
import { code } from './log-values.js';

/**
 * What every process counts of itself, in the names that operators see (`kuittaus_...`, base units). Labels
 * are codes of closed sets; whatever is not shaped like a code becomes `other`, so that neither a person nor
 * an endless number of series can come in by a label.
 */
export interface Metrics extends GuardMetrics, AuditCheckMetrics {
  /** A decision event that was taken, or answered as one that we have. `source` is the sender. */
  decisionReceived(labels: { source: string; result: 'accepted' | 'duplicate' }): void;
  /** An event that was refused; `reason` is the problem's `code`. */
  webhookRejected(labels: { source: string; reason: string }): void;
  /** A request of an adapter to its record system that ended; `outcome` is one of the port's kinds. */
  adapterRequested(labels: AdapterLabels & { outcome: string }, seconds: number): void;
  /** An attempt that ended, by what it did; a write that was read back at once counts as both. */
  attemptEnded(labels: { endpoint: string; kind: 'write' | 'look-up' | 'read-back'; outcome: string }): void;
  /** An attempt lost its lease: its worker died, or was stopped for too long. */
  workerDied(labels: { endpoint: string }): void;
  /** All endpoints at once: what stops their traffic. */
  setEndpoints(states: readonly EndpointFigures[]): void;
  /** All counts of open tasks at once, with the age of the oldest: states that are not named have none. */
  setTasks(
    counts: readonly { system: System; state: TaskState; count: number; oldestSeconds: number }[],
  ): void;
  /** Age of the oldest outbox row that waits; 0 when none does. */
  setOutboxLag(seconds: number): void;
  /** An attempt to tell a team application of an event that ended. */
  teamAppEventEnded(labels: { outcome: 'delivered' | 'failed' | 'given-up' | 'gone' }): void;
  /** Events to team applications that wait, and how long the oldest has. */
  setTeamAppBacklog(backlog: { pending: number; oldestSeconds: number }): void;
  /** The exposition text of Prometheus, with its media type. */
  exposition(): Promise<{ contentType: string; text: string }>;
}

const BREAKER_WORDS = ['closed', 'open', 'half-open'] as const;
type BreakerWord = (typeof BREAKER_WORDS)[number];

/** What stops an endpoint's traffic. */
export interface EndpointFigures {
  readonly endpoint: string;
  /** Whether it has an address, so that a worker is to be there. */
  readonly installed: boolean;
  readonly breaker: BreakerWord;
  readonly paused: boolean;
}

interface AdapterLabels {
  readonly target: AutomaticSystem;
  readonly operation: Operation | 'look-up';
}

/** From a quick answer on one machine to the deadline of an attempt. */
const REQUEST_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** @param app the process, said as label `app` on every series */
export function createMetrics({ app }: { readonly app: string }): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  const { decisions, rejected, requests, seconds, tasks, oldest, outboxLag } = series(registry);
  const told = toldSeries(registry);
  const endpoints = endpointSeries(registry);
  return {
    ...guardMetrics(registry),
    ...auditCheckMetrics(registry),
    decisionReceived: ({ source, result }) => {
      decisions.inc({ source: label(source), result });
    },
    webhookRejected: ({ source, reason }) => {
      rejected.inc({ source: label(source), reason: label(reason) });
    },
    adapterRequested: ({ target, operation, outcome }, took) => {
      requests.inc({ target, operation, outcome: label(outcome) });
      seconds.observe({ target, operation }, took);
    },
    attemptEnded: ({ endpoint, kind, outcome }) => {
      endpoints.attempts.inc({ endpoint: label(endpoint), kind, outcome: label(outcome) });
    },
    workerDied: ({ endpoint }) => {
      endpoints.deaths.inc({ endpoint: label(endpoint) });
    },
    setEndpoints: (states) => {
      showEndpoints(endpoints, states);
    },
    setTasks: (counts) => {
      tasks.reset();
      oldest.reset();
      for (const { system, state, count, oldestSeconds } of counts) {
        tasks.set({ target: system, state }, count);
        oldest.set({ target: system, state }, oldestSeconds);
      }
    },
    setOutboxLag: (lag) => {
      outboxLag.set(lag);
    },
    teamAppEventEnded: ({ outcome }) => {
      told.ended.inc({ outcome });
    },
    setTeamAppBacklog: ({ pending, oldestSeconds }) => {
      told.pending.set(pending);
      told.oldest.set(oldestSeconds);
    },
    exposition: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

function series(registry: Registry) {
  const registers = [registry];
  return {
    decisions: new Counter({
      name: 'kuittaus_decisions_received_total',
      help: 'Decision events answered with 202',
      labelNames: ['source', 'result'] as const,
      registers,
    }),
    rejected: new Counter({
      name: 'kuittaus_webhook_rejected_total',
      help: 'Events that the intake refused',
      labelNames: ['source', 'reason'] as const,
      registers,
    }),
    requests: new Counter({
      name: 'kuittaus_adapter_requests_total',
      help: 'Requests to record systems that ended, by outcome',
      labelNames: ['target', 'operation', 'outcome'] as const,
      registers,
    }),
    seconds: new Histogram({
      name: 'kuittaus_adapter_request_duration_seconds',
      help: 'How long a request to a record system took',
      labelNames: ['target', 'operation'] as const,
      buckets: REQUEST_SECONDS,
      registers,
    }),
    tasks: new Gauge({
      name: 'kuittaus_tasks',
      help: 'Recording tasks by system and state',
      labelNames: ['target', 'state'] as const,
      registers,
    }),
    oldest: new Gauge({
      name: 'kuittaus_task_oldest_age_seconds',
      help: 'Age of the oldest open recording task, by system and state',
      labelNames: ['target', 'state'] as const,
      registers,
    }),
    outboxLag: new Gauge({
      name: 'kuittaus_outbox_lag_seconds',
      help: 'Age of the oldest outbox row that waits to be relayed',
      registers,
    }),
  };
}

function showEndpoints(
  { breaker: breakers, paused: pauses, installed: installations, deaths }: ReturnType<typeof endpointSeries>,
  states: readonly EndpointFigures[],
): void {
  for (const series of [breakers, pauses, installations]) series.reset();
  for (const { endpoint, installed, breaker, paused } of states) {
    const which = { endpoint: label(endpoint) };
    for (const state of BREAKER_WORDS) breakers.set({ ...which, state }, state === breaker ? 1 : 0);
    pauses.set(which, paused ? 1 : 0);
    installations.set(which, installed ? 1 : 0);
    deaths.inc(which, 0);
  }
}

/** Of what goes to each endpoint, and what stops it. */
function endpointSeries(registry: Registry) {
  const registers = [registry];
  return {
    attempts: new Counter({
      name: 'kuittaus_attempts_total',
      help: 'Attempts that ended, by endpoint, kind and outcome',
      labelNames: ['endpoint', 'kind', 'outcome'] as const,
      registers,
    }),
    deaths: new Counter({
      name: 'kuittaus_worker_deaths_total',
      help: 'Attempts whose worker died or lost its lease',
      labelNames: ['endpoint'] as const,
      registers,
    }),
    breaker: new Gauge({
      name: 'kuittaus_endpoint_breaker',
      help: 'State of the breaker: 1 for the one it is in',
      labelNames: ['endpoint', 'state'] as const,
      registers,
    }),
    installed: new Gauge({
      name: 'kuittaus_endpoint_installed',
      help: 'Whether the endpoint has an address, so that a worker is to be there',
      labelNames: ['endpoint'] as const,
      registers,
    }),
    paused: new Gauge({
      name: 'kuittaus_endpoint_paused',
      help: 'Whether somebody paused the endpoint',
      labelNames: ['endpoint'] as const,
      registers,
    }),
  };
}

/** Of what people and team applications are told. */
function toldSeries(registry: Registry) {
  const registers = [registry];
  return {
    ended: new Counter({
      name: 'kuittaus_team_app_attempts_total',
      help: 'Attempts to tell a team application of an event, by outcome',
      labelNames: ['outcome'] as const,
      registers,
    }),
    pending: new Gauge({
      name: 'kuittaus_team_app_events_pending',
      help: 'Events that team applications have not been told of yet',
      registers,
    }),
    oldest: new Gauge({
      name: 'kuittaus_team_app_oldest_pending_seconds',
      help: 'Age of the oldest event that a team application has not been told of yet',
      registers,
    }),
  };
}

const label = (value: string): string => code(value) ?? 'other';
