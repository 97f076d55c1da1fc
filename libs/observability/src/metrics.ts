import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AutomaticSystem, Operation, System, TaskState } from '#domain';
import { code } from './log-values.js';

/**
 * What every process counts of itself, in the names that operators see (`kuittaus_...`, base units). Labels
 * are codes of closed sets; whatever is not shaped like a code becomes `other`, so that neither a person nor
 * an endless number of series can come in by a label.
 */
export interface Metrics {
  /** A decision event that was taken, or answered as one that we have. `source` is the sender. */
  decisionReceived(labels: { source: string; result: 'accepted' | 'duplicate' }): void;
  /** An event that was refused; `reason` is the problem's `code`. */
  webhookRejected(labels: { source: string; reason: string }): void;
  /** A request of an adapter to its record system that ended; `outcome` is one of the port's kinds. */
  adapterRequested(labels: AdapterLabels & { outcome: string }, seconds: number): void;
  /** All counts of tasks at once: states that are not named have none. */
  setTasks(counts: readonly { system: System; state: TaskState; count: number }[]): void;
  /** Age of the oldest outbox row that waits; 0 when none does. */
  setOutboxLag(seconds: number): void;
  /** The exposition text of Prometheus, with its media type. */
  exposition(): Promise<{ contentType: string; text: string }>;
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
  const { decisions, rejected, requests, seconds, tasks, outboxLag } = series(registry);
  return {
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
    setTasks: (counts) => {
      tasks.reset();
      for (const { system, state, count } of counts) tasks.set({ target: system, state }, count);
    },
    setOutboxLag: (lag) => {
      outboxLag.set(lag);
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
    outboxLag: new Gauge({
      name: 'kuittaus_outbox_lag_seconds',
      help: 'Age of the oldest outbox row that waits to be relayed',
      registers,
    }),
  };
}

const label = (value: string): string => code(value) ?? 'other';
