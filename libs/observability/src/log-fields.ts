import { CHANNELS, EVIDENCE_LEVELS, OPERATIONS, RECORDS, SYSTEMS, TASK_STATES } from '#domain';
import { className, code, count, flag, id, instant, milliseconds, oneOf, route } from './log-values.js';
import type { Guard } from './log-values.js';

/**
 * The closed list of what a log line may hold (R38, R47): ids, codes, counts, durations, states. A field that
 * is not here never reaches the line, nor does a value that is not of its field's kind. Nothing here takes
 * free text, so nobody has to think about redaction when a log line is added; whoever adds a field does.
 */
const VALUES = {
  // which decision, task, attempt
  decisionId: id,
  eventId: id,
  taskId: id,
  attemptId: id,
  jobId: id,
  plan: id,
  traceId: id,
  targetId: id,
  targetVersion: id,
  version: count,
  day: id,
  // where it goes, and in what state it is
  team: code,
  sender: code,
  system: oneOf(SYSTEMS),
  endpoint: code,
  queue: code,
  record: oneOf(RECORDS),
  operation: oneOf(OPERATIONS),
  channel: oneOf(CHANNELS),
  state: oneOf(TASK_STATES),
  fromState: oneOf(TASK_STATES),
  evidenceLevel: oneOf(EVIDENCE_LEVELS),
  rule: code,
  practiceVersion: id,
  // what happened
  outcome: code,
  code: code,
  reason: code,
  attempt: count,
  epoch: count,
  generation: count,
  sent: flag,
  duplicate: flag,
  installed: flag,
  // how much, how long
  count: count,
  // place on the audit log
  index: count,
  pending: count,
  failed: count,
  bytes: count,
  durationMs: milliseconds,
  delayMs: milliseconds,
  ageMs: milliseconds,
  retryAfterMs: milliseconds,
  // requests and processes
  method: code,
  route: route,
  status: count,
  host: code,
  port: count,
  service: code,
  environment: code,
  migration: code,
  pid: count,
  exitCode: count,
  signal: code,
  context: className,
} as const satisfies Record<string, Guard>;

/** Points in time, given as dates. */
const INSTANTS = { dueAt: instant, nextAttemptAt: instant } as const satisfies Record<string, Guard>;

export const LOG_FIELDS: ReadonlyMap<string, Guard> = new Map<string, Guard>(
  Object.entries({ ...VALUES, ...INSTANTS }),
);

type Values = { readonly [Name in keyof typeof VALUES]?: ReturnType<(typeof VALUES)[Name]> };
type Instants = { readonly [Name in keyof typeof INSTANTS]?: Date | undefined };

/** What a caller may say; `error` is anything that was thrown, see `describe-error.ts`. */
export type LogFields = Values & Instants & { readonly error?: unknown };
