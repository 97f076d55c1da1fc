import type { TrackedTask, Transition } from '#domain';
import { sql } from 'kysely';
import type { LedgerTransaction } from './database.js';
import { recordingEvents } from './team-app-events/insert-events.js';

/** An attempt that is begun, to be committed before its first byte. */
export interface BegunAttempt {
  readonly id: string;
  readonly taskId: string;
  readonly kind: 'write' | 'look-up' | 'read-back';
  readonly epoch: number;
  readonly worker: string;
  readonly deadlineMs: number;
}

/** How an attempt ended. Codes only, nothing that came from the system. */
export interface EndedAttempt {
  readonly id: string;
  readonly taskId: string;
  readonly outcome: string;
  readonly code: string;
  readonly targetId?: string;
  readonly targetVersion?: string;
  /** From when the client sees it there, where the system tells. */
  readonly visibleFrom?: Date;
}

/** What one step changes: it is written in one statement, the audit entries with it. */
export interface Changes {
  /** Who did it: an app's name, or a sender or person. */
  readonly actor: string;
  readonly transitions: readonly Transition[];
  /** The person's act that all of it follows from: goes into each audit entry. Ids and words only. */
  readonly act?: { readonly id: string; readonly role: string; readonly by: string };
  /** The repair plan that it is done for: goes into each audit entry. */
  readonly repair?: string;
  readonly begun?: BegunAttempt;
  readonly ended?: readonly EndedAttempt[];
}

interface Scope {
  readonly id: string;
  readonly version: number;
  readonly now: Date;
}

/** Changes tasks, puts wanted jobs into the outbox, journals attempts, tells the team application and adds the audit entries. */
export async function saveChanges(tx: LedgerTransaction, scope: Scope, changes: Changes): Promise<void> {
  const { tasks, wanted, unwanted } = lastStates(changes.transitions);
  await sql`
    with changed as (
      update task t set
        operation = c.operation, channel = c.channel,
        on_behalf_of = array(select jsonb_array_elements_text(c.on_behalf_of)), state = c.state, reason = c.reason, attempts = c.attempts, generation = c.generation, epoch = c.epoch,
        lease_until = c.lease_until, failures = c.failures, absences = c.absences, sent = c.sent,
        first_attempt_at = c.first_attempt_at, evidence_level = c.evidence_level, target_id = c.target_id,
        target_version = c.target_version, evidence_at = c.evidence_at, evidence_by = c.evidence_by,
        revision = t.revision + 1, updated_at = ${scope.now}
      from jsonb_to_recordset(${json(tasks.map(taskChange))}) as c(
        id uuid, operation text, channel text, on_behalf_of jsonb, state text, reason text, attempts int, generation int, epoch int, lease_until timestamptz,
        failures int, absences int, sent boolean, first_attempt_at timestamptz, evidence_level text,
        target_id text, target_version text, evidence_at timestamptz, evidence_by text)
      where t.id = c.id
    ), wanted as (
      insert into outbox (task, endpoint, generation, due_at)
      select w.task, w.endpoint, w.generation, w.due_at
      from jsonb_to_recordset(${json(wanted)}) as w(task uuid, endpoint text, generation int, due_at timestamptz)
      on conflict (task) do update set
        generation = excluded.generation, due_at = excluded.due_at, relayed_at = null
    ), unwanted as (
      delete from outbox where task = any(${unwanted}::uuid[])
    ), begun as (
      insert into attempt (id, task, number, kind, epoch, worker, begun_at, deadline_at)
      select b.id, b.task, (select count(*) + 1 from attempt a where a.task = b.task), b.kind, b.epoch, b.worker,
        ${scope.now}::timestamptz, ${scope.now}::timestamptz + make_interval(secs => b.deadline_ms / 1000.0)
      from jsonb_to_recordset(${json(changes.begun === undefined ? [] : [begunRow(changes.begun)])}) as b(
        id uuid, task uuid, kind text, epoch int, worker text, deadline_ms int)
    ), ended as (
      update attempt a set ended_at = ${scope.now}, outcome = e.outcome, code = e.code, target_id = e.target_id,
        target_version = e.target_version, visible_from = e.visible_from
      from jsonb_to_recordset(${json((changes.ended ?? []).map(endedRow))}) as e(
        id uuid, outcome text, code text, target_id text, target_version text, visible_from timestamptz)
      where a.id = e.id and a.ended_at is null
    ), told as (${recordingEvents({ decision: scope.id, at: scope.now }, tasks)}
    )
    insert into audit_entry (at, kind, actor, decision, version, task, attempt, facts)
    select ${scope.now}, e.kind, ${changes.actor}, ${scope.id}, e.version, e.task, e.attempt, e.facts
    from jsonb_to_recordset(${json(auditRows(changes))}) as e(
      kind text, version int, task uuid, attempt uuid, facts jsonb)
  `.execute(tx);
}

/** A task may move twice in one step (accepted, then confirmed): the last state is stored, one job is wanted. */
function lastStates(transitions: readonly Transition[]) {
  const last = new Map<string, Transition>();
  for (const transition of transitions) last.set(transition.task.id, transition);
  const tasks: TrackedTask[] = [];
  const wanted: { task: string; endpoint: string; generation: number; due_at: string }[] = [];
  const unwanted: string[] = [];
  for (const { task, wakeAt } of last.values()) {
    const generation = task.generation + (wakeAt === undefined ? 0 : 1);
    tasks.push({ ...task, generation });
    if (wakeAt === undefined) unwanted.push(task.id);
    else wanted.push({ task: task.id, endpoint: task.endpoint, generation, due_at: wakeAt.toISOString() });
  }
  return { tasks, wanted, unwanted };
}

function taskChange(task: TrackedTask) {
  return {
    id: task.id,
    operation: task.operation,
    channel: task.channel,
    on_behalf_of: task.onBehalfOf,
    state: task.state,
    reason: task.reason ?? null,
    attempts: task.attempts,
    generation: task.generation,
    epoch: task.epoch,
    lease_until: task.leaseUntil?.toISOString() ?? null,
    failures: task.failures,
    absences: task.absences,
    sent: task.sent,
    first_attempt_at: task.firstAttemptAt?.toISOString() ?? null,
    evidence_level: task.evidence?.level ?? null,
    target_id: task.evidence?.targetId ?? null,
    target_version: task.evidence?.targetVersion ?? null,
    evidence_at: task.evidence?.at ?? null,
    evidence_by: task.evidence?.by ?? null,
  };
}

const begunRow = ({ id, taskId, kind, epoch, worker, deadlineMs }: BegunAttempt) => ({
  id,
  task: taskId,
  kind,
  epoch,
  worker,
  deadline_ms: deadlineMs,
});

const endedRow = ({ id, outcome, code, targetId, targetVersion, visibleFrom }: EndedAttempt) => ({
  id,
  outcome,
  code,
  target_id: targetId ?? null,
  target_version: targetVersion ?? null,
  visible_from: visibleFrom?.toISOString() ?? null,
});

function auditRows(changes: Changes) {
  const ended = (changes.ended ?? []).map((attempt) => ({
    kind: 'attempt.ended',
    version: null,
    task: attempt.taskId,
    attempt: attempt.id,
    facts: { outcome: attempt.outcome, code: attempt.code },
  }));
  const moved = changes.transitions
    .filter(({ event }) => event !== 'attempt.ended')
    .map(({ task, event }) => ({
      kind: event,
      version: task.version,
      task: task.id,
      attempt: event === 'attempt.begun' ? (changes.begun?.id ?? null) : null,
      facts: {
        ...auditFacts(task),
        ...(changes.act === undefined ? {} : { act: changes.act }),
        ...(changes.repair === undefined ? {} : { repair: changes.repair }),
      },
    }));
  return [...ended, ...moved];
}

const auditFacts = (task: TrackedTask) => ({
  state: task.state,
  system: task.system,
  endpoint: task.endpoint,
  record: task.record,
  operation: task.operation,
  channel: task.channel,
  ...(task.reason === undefined ? {} : { reason: task.reason }),
  ...(task.evidence === undefined ? {} : { evidence: task.evidence }),
});

const json = (value: unknown): string => JSON.stringify(value);
