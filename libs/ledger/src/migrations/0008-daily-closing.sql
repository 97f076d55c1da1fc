-- risk: audit_entry is locked for writes while an index is built on it; else new tables only

-- One row a day: what came in, what was planned, how it stands. Written once, by whichever dispatcher is first.
create table daily_closing (
  -- in Europe/Helsinki
  day date primary key,
  closed_at timestamptz not null,
  versions_received integer not null,
  versions_planned integer not null,
  tasks_planned integer not null,
  tasks_stored integer not null,
  -- how many of all tasks are in each state
  states jsonb not null
);

-- What a count, or a look at what was recorded, found to be other than it must be. Codes and ids only.
create table finding (
  id uuid primary key,
  found_at timestamptz not null,
  kind text not null check (kind in (
    'version-not-planned', 'version-not-received', 'no-task-planned', 'task-without-plan', 'plan-without-task',
    'end-not-on-log')),
  -- the day that was closed
  day date not null,
  decision uuid references decision,
  task uuid
);
-- The same is found once.
create unique index finding_once on finding (kind, decision, task) nulls not distinct;
create index finding_newest on finding (found_at, id);
create index audit_entry_of_task on audit_entry (task, id) where task is not null;
create index event_taken on event (taken_at);
create index decision_version_taken on decision_version (taken_at);
create index task_created on task (created_at);
