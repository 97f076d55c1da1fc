-- risk: decision is locked for writes while its indexes are built; else a new table

-- Lists of decisions, newest first, and by the beginning of their id.
create index decision_newest on decision (created_at, id);
create index decision_by_id on decision (decision_id text_pattern_ops);

-- Checks of the whole log that somebody asked for, as far as each has come: every replica can tell of each.
create table log_check (
  id uuid primary key,
  -- of the log when the check began
  entries bigint not null,
  checked bigint not null default 0,
  begun_at timestamptz not null,
  -- when it last went on: one that does so no more was cut short
  seen_at timestamptz not null,
  ended_at timestamptz,
  result jsonb,
  check ((ended_at is null) = (result is null))
);
create index log_check_newest on log_check (begun_at);
