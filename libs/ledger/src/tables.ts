import type {
  Channel,
  EscalationStep,
  EvidenceLevel,
  Operation,
  Reason,
  RecordKind,
  Sector,
  System,
  TaskId,
  TaskState,
  TeamAppEventState,
  TeamAppEventType,
} from '#domain';
import type { Generated } from 'kysely';
import type { ActKind } from './acts/act-details.js';

/** The tables of `migrations/*.sql`, for typed statements. */
export interface Tables {
  client_key: {
    id: string;
    /** Null, with what wraps its data key: the client was erased. */
    identifier_index: Buffer | null;
    wrapped_key: Buffer | null;
    key_encryption_key_version: number | null;
    created_at: Generated<Date>;
    erased_at: Generated<Date | null>;
  };
  decision: {
    id: string;
    team: string;
    decision_id: string;
    version: number;
    cancelled_at: Date | null;
    client_key: string | null;
    created_at: Generated<Date>;
    /** Since when its texts are gone. */
    erased_at: Generated<Date | null>;
  };
  decision_version: {
    decision: string;
    version: number;
    handling: string;
    handled_on: string;
    decided_at: Date;
    practice_version: string;
    consent_id: string | null;
    data_digest: Buffer;
    body: Buffer | null;
    warnings: string[];
    taken_at: Date;
  };
  event: {
    id: string;
    sender: string;
    event_id: string;
    body_digest: Buffer;
    type: string;
    decision: string;
    version: number;
    warnings: string[];
    repeats: string | null;
    taken_at: Date;
    reason: Buffer | null;
  };
  consent_withdrawal: {
    id: Generated<string>;
    event: string;
    client_key: string;
    team: string;
    consent_id: string;
    withdrawn_at: string;
    covers: Sector[] | null;
  };
  case_manager_change: {
    id: Generated<string>;
    event: string;
    decision: string;
    person: Buffer | null;
    left_behind: string[];
  };
  task: TaskRow;
  attempt: {
    id: string;
    task: string;
    number: number;
    kind: string;
    epoch: number;
    worker: string;
    begun_at: Date;
    deadline_at: Date;
    ended_at: Date | null;
    outcome: string | null;
    code: string | null;
    target_id: string | null;
    target_version: string | null;
    visible_from: Date | null;
  };
  outbox: {
    task: string;
    endpoint: string;
    generation: number;
    due_at: Date;
    relayed_at: Date | null;
  };
  task_act: {
    id: string;
    task: string;
    kind: ActKind;
    at: Date;
    person: Buffer;
    role: string;
    details: Buffer | null;
  };
  mail_sent: {
    person: Buffer;
    day: string;
    sent_at: Date;
  };
  team_app_event: {
    id: string;
    decision: string;
    team: string;
    decision_id: string;
    ordinal: number;
    type: TeamAppEventType;
    version: number;
    task: TaskId | null;
    data: object;
    state: TeamAppEventState;
    created_at: Date;
    due_at: Date;
    attempts: Generated<number>;
    failures: Generated<number>;
    first_attempt_at: Date | null;
    lease_until: Date | null;
    delivered_at: Date | null;
    last_code: string | null;
  };
  team_app_address_disabled: {
    address_digest: Buffer;
    disabled_at: Date;
  };
  completion_due: {
    decision: string;
    due_at: Date;
  };
  follow_up: {
    decision: string;
    look_at: Date | null;
    told: string | null;
  };
  escalation: {
    decision: string;
    step: EscalationStep;
    day: string;
    told_at: Date;
  };
  console_session: {
    id: string;
    token_digest: Buffer;
    wrapped_key: Buffer;
    key_encryption_key_version: number;
    claims: Buffer;
    seen_at: Date;
    idle_ends_at: Date;
    ends_at: Date;
  };
  audit_salt: {
    client_key: string;
    sealed: Buffer;
  };
  audit_entry: {
    id: Generated<string>;
    at: Date;
    kind: string;
    actor: string;
    decision: string | null;
    version: number | null;
    task: string | null;
    attempt: string | null;
    facts: string;
  };
}

export interface TaskRow {
  id: TaskId;
  ordinal: number;
  decision: string;
  event: string;
  team: string;
  decision_id: string;
  version: number;
  system: System;
  endpoint: string;
  record: RecordKind;
  operation: Operation;
  channel: Channel;
  recorder: string;
  recorder_index: Buffer | null;
  recorder_organisation: Buffer | null;
  handed_to_index: Buffer | null;
  on_behalf_of: string[];
  after: string[];
  visible_to_client: boolean;
  rule: string;
  practice_version: string;
  content_digest: Buffer;
  /** Null: its decision's texts were erased. */
  content: Buffer | null;
  state: TaskState;
  reason: Reason | null;
  due_at: Date;
  evidence_level: EvidenceLevel | null;
  target_id: string | null;
  target_version: string | null;
  evidence_at: Date | null;
  evidence_by: string | null;
  acknowledged_by: Buffer | null;
  acknowledged_at: Date | null;
  closing_wished_by: Buffer | null;
  closing_wished_at: Date | null;
  closing_revision: number | null;
  attempts: Generated<number>;
  generation: Generated<number>;
  epoch: Generated<number>;
  lease_until: Date | null;
  failures: Generated<number>;
  absences: Generated<number>;
  sent: Generated<boolean>;
  first_attempt_at: Date | null;
  revision: Generated<number>;
  created_at: Date;
  updated_at: Date;
}
