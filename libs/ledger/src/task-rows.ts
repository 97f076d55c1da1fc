import type { Evidence, TrackedTask } from '#domain';
import type { Selectable } from 'kysely';
import type { TaskRow } from './tables.js';

/** Columns of a task but its content, which only the attempt that writes it reads. */
export const TASK_COLUMNS = [
  'id',
  'ordinal',
  'decision',
  'event',
  'team',
  'decision_id',
  'version',
  'system',
  'endpoint',
  'record',
  'operation',
  'channel',
  'recorder',
  'recorder_index',
  'on_behalf_of',
  'after',
  'visible_to_client',
  'rule',
  'practice_version',
  'content_digest',
  'state',
  'reason',
  'due_at',
  'evidence_level',
  'target_id',
  'target_version',
  'evidence_at',
  'evidence_by',
  'attempts',
  'generation',
  'epoch',
  'lease_until',
  'failures',
  'absences',
  'sent',
  'first_attempt_at',
  'revision',
  'updated_at',
] as const satisfies readonly (keyof TaskRow)[];

export type StoredTask = Pick<Selectable<TaskRow>, (typeof TASK_COLUMNS)[number]>;

export function taskOf(row: StoredTask): TrackedTask {
  const evidence = evidenceOf(row);
  return {
    id: row.id,
    team: row.team,
    decisionId: row.decision_id,
    version: row.version,
    system: row.system,
    endpoint: row.endpoint,
    record: row.record,
    operation: row.operation,
    channel: row.channel,
    recorder: row.recorder,
    onBehalfOf: row.on_behalf_of,
    after: row.after,
    visibleToClient: row.visible_to_client,
    rule: row.rule,
    practiceVersion: row.practice_version,
    contentDigest: row.content_digest.toString('hex'),
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    dueAt: row.due_at,
    attempts: row.attempts,
    ...(evidence === undefined ? {} : { evidence }),
    generation: row.generation,
    epoch: row.epoch,
    ...(row.lease_until === null ? {} : { leaseUntil: row.lease_until }),
    failures: row.failures,
    absences: row.absences,
    sent: row.sent,
    ...(row.first_attempt_at === null ? {} : { firstAttemptAt: row.first_attempt_at }),
  };
}

function evidenceOf(row: StoredTask): Evidence | undefined {
  if (row.evidence_level === null || row.evidence_at === null) return undefined;
  return {
    level: row.evidence_level,
    targetId: row.target_id ?? '',
    targetVersion: row.target_version ?? '',
    at: row.evidence_at.toISOString(),
    ...(row.evidence_by === null ? {} : { by: row.evidence_by }),
  };
}
