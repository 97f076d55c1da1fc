-- risk: task is locked for a moment to add columns (nothing is rewritten), and for writes while its indexes are built

alter table task
  -- keyed digest of the recorder's organisation (businessId, else name): its deputies find the task by it
  add column recorder_organisation bytea,
  -- keyed digest of the address of the person whom the task was handed to
  add column handed_to_index bytea,
  -- who attested: a participant's id, or in what capacity; never a name or an address
  add column evidence_by text,
  -- keyed digest of the person whose acknowledgement is in force, and since when: they may take it back
  add column acknowledged_by bytea,
  add column acknowledged_at timestamptz,
  -- keyed digest of the first of two who want the task closed; the wish holds for this very revision
  add column closing_wished_by bytea,
  add column closing_wished_at timestamptz,
  add column closing_revision integer;

-- The worklists: each in the order of deadlines, page by page.
create index task_of_recorder on task (recorder_index, due_at, id) where recorder_index is not null;
create index task_of_organisation on task (recorder_organisation, due_at, id) where recorder_organisation is not null;
create index task_handed_over on task (handed_to_index, due_at, id) where handed_to_index is not null;
create index task_by_deadline on task (due_at, id);
create index task_open_by_deadline on task (due_at, id) where state in (
  'waiting', 'queued', 'recording', 'retrying', 'unknown', 'unconfirmed', 'awaiting-person', 'needs-attention');

-- What persons did to tasks, with what they said of it. Insert-only, as the audit entry that names it.
create table task_act (
  id uuid primary key,
  task uuid not null references task,
  kind text not null check (kind in (
    'acknowledgement', 'undo', 'hand-over', 'take-over', 'give-back', 'retry', 'close')),
  at timestamptz not null,
  -- keyed digest of the person
  person bytea not null,
  role text not null,
  -- encrypted: outcome, reference, note, reason, whom it was handed to, and who said so
  details bytea not null
);
create index task_act_of_task on task_act (task, at);

create function refuse_act_change() returns trigger language plpgsql as $$
begin
  raise exception 'what persons said is never changed' using errcode = 'insufficient_privilege';
end $$;
create trigger task_act_is_not_changed before update on task_act for each row execute function refuse_act_change();
