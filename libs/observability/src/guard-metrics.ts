import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Channel, System } from '#domain';
import { code } from './log-values.js';

/** What the reconciler brings back. */
const RECONCILED = ['lost-queues', 'stale-job', 'missing-job', 'lost-lease'] as const;
export type Reconciled = (typeof RECONCILED)[number];

/** Who signs the audit log's checkpoints. */
const SIGNERS = ['signer', 'witness'] as const;
export type CheckpointSigner = (typeof SIGNERS)[number];

/** What is told about the queues' Redis; undefined when it does not answer. */
export interface RedisFigures {
  /** What it does when it is full: `noeviction`, `allkeys-lru`, ... */
  readonly evictionPolicy: string | undefined;
  readonly usedBytes: number;
  /** 0: as much as the machine has. */
  readonly limitBytes: number;
}

/** How far the audit log is proven. */
export interface AuditFigures {
  /** Entries that wait for their place, and how long the oldest has; 0 when none does. */
  readonly waiting: number;
  readonly waitingSeconds: number;
  readonly entries: number;
  readonly signedEntries: number;
  readonly cosignedEntries: number;
  /** Age of the oldest entry that no checkpoint, or no cosigned one, speaks for; 0 when each is spoken for. */
  readonly unsignedSeconds: number;
  readonly uncosignedSeconds: number;
}

/** What tells that something is not as it must be: the alert rules stand on these. */
export interface GuardMetrics {
  /** Open tasks that are past their deadline, all at once: what is not named has none. */
  setOverdueTasks(counts: readonly { system: System; channel: Channel; count: number }[]): void;
  /** The reconciler brought back so many. */
  reconciled(labels: { found: Reconciled }, count: number): void;
  /** A task kills its workers, and is not taken by itself any more. */
  taskQuarantined(labels: { endpoint: string }): void;
  /** All findings by their kind, those without any too: a rise is seen from 0 on. */
  setFindings(counts: readonly { kind: string; count: number }[]): void;
  /** Jobs by endpoint: those that are due and not in their queue yet, and those that are in it. */
  setJobs(jobs: readonly { endpoint: string; due: number; queued: number }[]): void;
  /** This process takes the endpoint's jobs. */
  servesEndpoint(labels: { endpoint: string }): void;
  /** `hasWitness`: whether anybody is to cosign. */
  setAuditLog(figures: AuditFigures, hasWitness: boolean): void;
  /** A signature was refused, or was not of what was asked: the log is not what was signed before. */
  checkpointRefused(labels: { by: CheckpointSigner }): void;
  /** Entries that somebody took off the list of those that wait for their place. */
  auditEntriesForgotten(count: number): void;
  setRedis(figures: RedisFigures | undefined): void;
}

/** @returns the methods, over series that are in the registry from now on */
export function guardMetrics(registry: Registry): GuardMetrics {
  return { ...workMetrics(registry), ...auditMetrics(registry), ...redisMetrics(registry) };
}

type WorkMetrics = Omit<GuardMetrics, keyof AuditMetrics | keyof RedisMetrics>;
type AuditMetrics = Pick<GuardMetrics, 'setAuditLog' | 'checkpointRefused' | 'auditEntriesForgotten'>;
type RedisMetrics = Pick<GuardMetrics, 'setRedis'>;

function workMetrics(registry: Registry): WorkMetrics {
  const overdue = gauge(registry, 'kuittaus_overdue_tasks', 'Open recording tasks past their deadline', [
    'target',
    'channel',
  ]);
  const found = counter(registry, 'kuittaus_reconciled_total', 'What the reconciler brought back', ['found']);
  // A rate needs a first value: a series that begins with its first event shows no rise.
  for (const name of RECONCILED) found.inc({ found: name }, 0);
  const quarantined = counter(
    registry,
    'kuittaus_tasks_quarantined_total',
    'Tasks that are not taken any more since they kill their workers',
    ['endpoint'],
  );
  const findings = gauge(registry, 'kuittaus_findings', 'Findings of the daily closing and of rereads', [
    'kind',
  ]);
  const jobs = gauge(registry, 'kuittaus_jobs', 'Jobs by endpoint: due, or in their queue', [
    'endpoint',
    'place',
  ]);
  const workers = gauge(registry, 'kuittaus_endpoint_worker', 'This process takes the endpoint’s jobs', [
    'endpoint',
  ]);
  return {
    setOverdueTasks: (counts) => {
      overdue.reset();
      for (const { system, channel, count } of counts) overdue.set({ target: system, channel }, count);
    },
    reconciled: ({ found: name }, count) => {
      found.inc({ found: name }, count);
    },
    taskQuarantined: ({ endpoint }) => {
      quarantined.inc({ endpoint: label(endpoint) });
    },
    setFindings: (counts) => {
      for (const { kind, count } of counts) findings.set({ kind: label(kind) }, count);
    },
    setJobs: (counts) => {
      jobs.reset();
      for (const { endpoint, due, queued } of counts) {
        jobs.set({ endpoint: label(endpoint), place: 'due' }, due);
        jobs.set({ endpoint: label(endpoint), place: 'queued' }, queued);
        quarantined.inc({ endpoint: label(endpoint) }, 0);
      }
    },
    servesEndpoint: ({ endpoint }) => {
      workers.set({ endpoint: label(endpoint) }, 1);
    },
  };
}

function auditMetrics(registry: Registry): AuditMetrics {
  const entries = gauge(registry, 'kuittaus_audit_entries', 'Entries of the audit log, by how far they are', [
    'proof',
  ]);
  const ages = gauge(
    registry,
    'kuittaus_audit_lag_seconds',
    'Age of the oldest entry without a place, a signature, a cosignature',
    ['proof'],
  );
  const refused = counter(
    registry,
    'kuittaus_audit_checkpoints_refused_total',
    'Checkpoints that the signer or the witness would not sign, or signed falsely',
    ['by'],
  );
  for (const by of SIGNERS) refused.inc({ by }, 0);
  const forgotten = counter(
    registry,
    'kuittaus_audit_entries_forgotten_total',
    'Entries that lost their place in the queue for the log',
    [],
  );
  return {
    setAuditLog: (figures, hasWitness) => {
      entries.set({ proof: 'none' }, figures.waiting);
      entries.set({ proof: 'place' }, figures.entries);
      entries.set({ proof: 'signature' }, figures.signedEntries);
      entries.set({ proof: 'cosignature' }, figures.cosignedEntries);
      ages.set({ proof: 'place' }, figures.waitingSeconds);
      ages.set({ proof: 'signature' }, figures.unsignedSeconds);
      if (hasWitness) ages.set({ proof: 'cosignature' }, figures.uncosignedSeconds);
    },
    checkpointRefused: ({ by }) => {
      refused.inc({ by });
    },
    auditEntriesForgotten: (count) => {
      forgotten.inc(count);
    },
  };
}

function redisMetrics(registry: Registry): RedisMetrics {
  const up = gauge(registry, 'kuittaus_redis_up', 'Whether the queues’ Redis answers', []);
  const keeps = gauge(registry, 'kuittaus_redis_noeviction', 'Whether Redis keeps all when it is full', []);
  const used = gauge(registry, 'kuittaus_redis_memory_bytes', 'What Redis uses', []);
  const limit = gauge(registry, 'kuittaus_redis_memory_limit_bytes', 'What Redis may use; 0: no limit', []);
  return {
    setRedis: (figures) => {
      up.set(figures === undefined ? 0 : 1);
      if (figures === undefined) return;
      keeps.set(figures.evictionPolicy === 'noeviction' ? 1 : 0);
      used.set(figures.usedBytes);
      limit.set(figures.limitBytes);
    },
  };
}

function gauge<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Label[],
): Gauge<Label> {
  return new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
}

function counter<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Label[],
): Counter<Label> {
  return new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
}

const label = (value: string): string => code(value) ?? 'other';
