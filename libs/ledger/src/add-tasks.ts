import type { RecordContent, TrackedTask } from '#domain';
import { sql } from 'kysely';
import type { ClientKey, ClientVault } from './client-vault.js';
import type { LedgerTransaction } from './database.js';
import { recordingEvents } from './team-app-events/insert-events.js';

/** A task to add, with what it records. */
export interface NewTask {
  readonly task: TrackedTask;
  readonly content: RecordContent;
  /** Keyed digest of the recorder's address, where there is one. */
  readonly recorderIndex?: Buffer;
  /** Keyed digest of the recorder's organisation. */
  readonly recorderOrganisation?: Buffer;
  /** A job is wanted for it then. */
  readonly wakeAt?: Date;
}

export interface TaskOrigin {
  readonly decisionRow: string;
  readonly event: string;
  readonly clientKey: ClientKey;
  readonly actor: string;
  readonly at: Date;
  /** Ordinal of the first task added. */
  readonly firstOrdinal: number;
}

/** Adds tasks, their wanted jobs and their audit entries, in one statement. */
export async function addTasks(
  tx: LedgerTransaction,
  vault: ClientVault,
  origin: TaskOrigin,
  added: readonly NewTask[],
): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map((newTask, index) => taskRow(vault, origin, newTask, origin.firstOrdinal + index));
  const wanted = added.flatMap(({ task, wakeAt }) =>
    wakeAt === undefined
      ? []
      : [{ task: task.id, endpoint: task.endpoint, generation: task.generation, due_at: wakeAt }],
  );
  const { decisionRow, event, actor, at } = origin;
  await sql`
    with added as (
      insert into task (id, ordinal, decision, event, team, decision_id, version, system, endpoint, record, operation,
        channel, recorder, recorder_index, recorder_organisation, on_behalf_of, after, visible_to_client, rule,
        practice_version, content_digest, content, state, reason, due_at, generation, created_at, updated_at)
      select n.id, n.ordinal, ${decisionRow}, ${event}, n.team, n.decision_id, n.version, n.system, n.endpoint, n.record,
        n.operation, n.channel, n.recorder, decode(n.recorder_index, 'base64'),
        decode(n.recorder_organisation, 'base64'), array(select jsonb_array_elements_text(n.on_behalf_of)),
        array(select jsonb_array_elements_text(n.after)),
        n.visible_to_client, n.rule, n.practice_version, decode(n.content_digest, 'hex'), decode(n.content, 'base64'),
        n.state, n.reason, n.due_at, n.generation, ${at}, ${at}
      from jsonb_to_recordset(${JSON.stringify(rows)}) as n(id uuid, ordinal int, team text, decision_id text,
        version int, system text, endpoint text, record text, operation text, channel text, recorder text,
        recorder_index text, recorder_organisation text, on_behalf_of jsonb, after jsonb,
        visible_to_client boolean, rule text, practice_version text, content_digest text, content text, state text, reason text, due_at timestamptz,
        generation int)
    ), wanted as (
      insert into outbox (task, endpoint, generation, due_at)
      select w.task, w.endpoint, w.generation, w.due_at
      from jsonb_to_recordset(${JSON.stringify(wanted)}) as w(task uuid, endpoint text, generation int, due_at timestamptz)
    ), told as (${recordingEvents(
      { decision: decisionRow, at },
      added.map(({ task }) => task),
    )}
    )
    insert into audit_entry (at, kind, actor, decision, version, task, facts)
    select ${at}, 'task.planned', ${actor}, ${decisionRow}, p.version, p.id, jsonb_strip_nulls(jsonb_build_object(
      'state', p.state, 'reason', p.reason, 'system', p.system, 'endpoint', p.endpoint, 'record', p.record,
      'operation', p.operation, 'channel', p.channel, 'rule', p.rule))
    from jsonb_to_recordset(${JSON.stringify(rows)}) as p(id uuid, version int, state text, reason text, system text,
      endpoint text, record text, operation text, channel text, rule text)
  `.execute(tx);
}

function taskRow(
  vault: ClientVault,
  { clientKey }: TaskOrigin,
  { task, content, recorderIndex, recorderOrganisation }: NewTask,
  ordinal: number,
) {
  return {
    id: task.id,
    ordinal,
    team: task.team,
    decision_id: task.decisionId,
    version: task.version,
    system: task.system,
    endpoint: task.endpoint,
    record: task.record,
    operation: task.operation,
    channel: task.channel,
    recorder: task.recorder,
    recorder_index: recorderIndex?.toString('base64') ?? null,
    recorder_organisation: recorderOrganisation?.toString('base64') ?? null,
    on_behalf_of: task.onBehalfOf,
    after: task.after,
    visible_to_client: task.visibleToClient,
    rule: task.rule,
    practice_version: task.practiceVersion,
    content_digest: task.contentDigest,
    content: vault.sealContent(clientKey, task.id, content).toString('base64'),
    state: task.state,
    reason: task.reason ?? null,
    due_at: task.dueAt.toISOString(),
    generation: task.generation,
  };
}
