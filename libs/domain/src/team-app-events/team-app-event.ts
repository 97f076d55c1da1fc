import type { FollowUpReason } from '../words.js';
import type { DecisionRef, Task, TaskId } from '../task.js';
import type { Completion } from './completion.js';

/** What a team application is told (`contract/README.md`, Events to the team application). */
export const TEAM_APP_EVENT_TYPES = [
  'fi.kuittaus.recording.confirmed',
  'fi.kuittaus.recording.needs-attention',
  'fi.kuittaus.decision.completed',
  'fi.kuittaus.follow-up.due',
] as const;
export type TeamAppEventType = (typeof TEAM_APP_EVENT_TYPES)[number];

export const TEAM_APP_EVENT_STATES = ['pending', 'delivered', 'given-up'] as const;
export type TeamAppEventState = (typeof TEAM_APP_EVENT_STATES)[number];

/** An event's content: ids, codes and states, no client data. */
export type TeamAppEventContent =
  | {
      readonly type: 'fi.kuittaus.recording.confirmed' | 'fi.kuittaus.recording.needs-attention';
      readonly data: RecordingNews;
    }
  | { readonly type: 'fi.kuittaus.decision.completed'; readonly data: CompletionNews }
  | { readonly type: 'fi.kuittaus.follow-up.due'; readonly data: FollowUpNews };

/** Whose the event is. */
interface OfVersion extends DecisionRef {
  readonly version: number;
}

export interface RecordingNews
  extends
    OfVersion,
    Pick<
      Task,
      | 'system'
      | 'endpoint'
      | 'record'
      | 'operation'
      | 'channel'
      | 'recorder'
      | 'state'
      | 'reason'
      | 'evidence'
    > {
  readonly task: TaskId;
}

export interface CompletionNews extends OfVersion, Completion {
  /** Compact JWS: the completeness receipt. */
  readonly receipt: string;
}

export interface FollowUpNews extends OfVersion {
  /** `YYYY-MM-DD` */
  readonly dueOn: string;
  readonly reason: FollowUpReason;
  /** A participant's id, as in the team's own event. */
  readonly responsible?: string;
}

/** @returns what is told when a task comes into the state that it is in; undefined when nothing is */
export function recordingEventOf(task: Task): TeamAppEventContent | undefined {
  if (task.state === 'confirmed' || task.state === 'attested') {
    return { type: 'fi.kuittaus.recording.confirmed', data: newsOf(task) };
  }
  return task.state === 'needs-attention'
    ? { type: 'fi.kuittaus.recording.needs-attention', data: newsOf(task) }
    : undefined;
}

function newsOf(task: Task): RecordingNews {
  const { id, team, decisionId, version, system, endpoint, record, operation, channel, recorder } = task;
  const { state, reason, evidence } = task;
  return {
    team,
    decisionId,
    version,
    task: id,
    system,
    endpoint,
    record,
    operation,
    channel,
    recorder,
    state,
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}
