-- risk: none, new tables only

-- A data key per client, wrapped by a key-encryption key. Destroying the row's key makes the client unreadable.
create table client_key (
  id uuid primary key,
  -- keyed digest of the client's identifier (system and value): equal clients, equal index
  identifier_index bytea not null unique,
  wrapped_key bytea not null,
  key_encryption_key_version integer not null,
  created_at timestamptz not null default now()
);

create table decision (
  id uuid primary key,
  team text not null,
  decision_id text not null,
  -- the newest version taken
  version integer not null check (version >= 1),
  cancelled_at timestamptz,
  -- absent for an anonymous consultation, which keeps no client
  client_key uuid references client_key,
  created_at timestamptz not null default now(),
  unique (team, decision_id)
);

create table decision_version (
  decision uuid not null references decision,
  version integer not null check (version >= 1),
  handling text not null,
  handled_on date not null,
  decided_at timestamptz not null,
  practice_version text not null,
  consent_id text,
  -- keyed digest of the event's canonical data: the same content sent again is a repeat
  data_digest bytea not null,
  -- encrypted Decision (JSON); absent for an anonymous consultation
  body bytea,
  warnings text[] not null,
  taken_at timestamptz not null,
  primary key (decision, version)
);

-- Every event that was taken, for as long as its sender may repeat it.
create table event (
  id uuid primary key,
  sender text not null,
  event_id text not null,
  -- keyed digest of the raw body
  body_digest bytea not null,
  type text not null,
  decision uuid not null references decision,
  version integer not null,
  warnings text[] not null,
  -- the event whose content this one repeated under another id
  repeats uuid references event,
  taken_at timestamptz not null,
  unique (sender, event_id)
);
create index event_of_decision on event (decision, taken_at);

create table task (
  id uuid primary key,
  -- place in the decision's list of tasks, oldest first
  ordinal integer not null,
  decision uuid not null references decision,
  event uuid not null references event,
  team text not null,
  decision_id text not null,
  version integer not null,
  system text not null,
  endpoint text not null,
  record text not null,
  operation text not null check (operation in ('create', 'replace', 'nullify')),
  channel text not null check (channel in ('automatic', 'manual')),
  recorder text not null,
  -- keyed digest of the recorder's address: the worklist finds its own by it
  recorder_index bytea,
  on_behalf_of text[] not null,
  after text[] not null,
  visible_to_client boolean not null,
  rule text not null,
  practice_version text not null,
  -- keyed digest of the record's fields and the client's identifier
  content_digest bytea not null,
  -- encrypted RecordContent (JSON)
  content bytea not null,
  state text not null check (state in (
    'waiting', 'queued', 'recording', 'retrying', 'unknown', 'unconfirmed', 'awaiting-person', 'needs-attention',
    'confirmed', 'attested', 'withheld', 'cancelled', 'superseded')),
  reason text,
  due_at timestamptz not null,
  evidence_level text check (evidence_level in ('accepted', 'found', 'verified', 'attested')),
  target_id text,
  target_version text,
  evidence_at timestamptz,
  attempts integer not null default 0 check (attempts >= 0),
  -- delivery
  generation integer not null default 0,
  epoch integer not null default 0,
  lease_until timestamptz,
  failures integer not null default 0,
  absences integer not null default 0,
  sent boolean not null default false,
  first_attempt_at timestamptz,
  -- rises with each change: the ETag
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (decision, ordinal),
  check ((state in ('confirmed', 'attested')) <= (evidence_level is not null)),
  check ((state in ('withheld', 'cancelled', 'superseded', 'needs-attention')) = (reason is not null))
);
create index task_of_event on task (event);
create index task_under_way on task (lease_until) where lease_until is not null;
create index task_queued_by_endpoint on task (endpoint) where state = 'queued';

-- The journal: an attempt's row is committed before its first byte is sent.
create table attempt (
  id uuid primary key,
  task uuid not null references task,
  number integer not null,
  kind text not null check (kind in ('write', 'look-up', 'read-back')),
  epoch integer not null,
  worker text not null,
  begun_at timestamptz not null,
  deadline_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  code text,
  target_id text,
  target_version text,
  unique (task, number)
);

-- The jobs that are wanted, from when on: at most one a task. A row stays until the attempt begins, so that every
-- queue can be rebuilt from here when Redis lost it.
create table outbox (
  task uuid primary key references task,
  endpoint text not null,
  generation integer not null,
  due_at timestamptz not null,
  -- when the job was put into its queue
  relayed_at timestamptz
);
create index outbox_due on outbox (due_at) where relayed_at is null;
create index outbox_relayed on outbox (relayed_at) where relayed_at is not null;

-- Insert-only history of every change, written in the same transaction as the change.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null,
  actor text not null,
  decision uuid references decision,
  version integer,
  task uuid references task,
  attempt uuid references attempt,
  facts jsonb not null
);
create index audit_entry_of_decision on audit_entry (decision, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entry_only_grows before update or delete on audit_entry
  for each row execute function refuse_change();
create trigger audit_entry_is_not_emptied before truncate on audit_entry
  for each statement execute function refuse_change();
