-- risk: new tables only

-- A frozen list of tasks that are to be tried again, and how far that has come.
create table repair_plan (
  id uuid primary key,
  -- canonical JSON: keys and values in order, codes and times only
  filter text not null,
  -- one line, looked through for identity codes
  reason text not null,
  tasks integer not null check (tasks > 0),
  rate_per_second integer not null check (rate_per_second between 1 and 10),
  needs_second_person boolean not null,
  state text not null check (state in ('planned', 'approved', 'running', 'stopped', 'done')),
  -- keyed digests of persons
  created_by bytea not null,
  created_role text not null,
  created_at timestamptz not null default clock_timestamp(),
  approved_by bytea,
  approved_at timestamptz,
  started_at timestamptz,
  stopped_at timestamptz,
  ended_at timestamptz,
  -- the next task not before then: the rate holds for all dispatchers together
  next_at timestamptz,
  check ((approved_by is null) = (approved_at is null)),
  check (approved_by <> created_by)
);
create index repair_plan_running on repair_plan (next_at) where state = 'running';
create index repair_plan_newest on repair_plan (created_at);

create table repair_item (
  plan uuid not null references repair_plan,
  -- nearest deadline first
  place integer not null,
  task uuid not null references task,
  -- of the task when it was planned: what has changed since is left alone
  revision integer not null,
  -- of the dry run
  verdict text not null,
  -- absent: still to be done
  result text check (result in ('left-out', 'retried', 'skipped', 'failed')),
  -- why it was skipped: the verdict under the lock, or that the task has changed
  judged text,
  at timestamptz,
  primary key (plan, place),
  unique (plan, task),
  check ((judged is not null) <= (result is not null))
);
create index repair_item_open on repair_item (plan, place) where result is null;
