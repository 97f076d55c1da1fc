-- risk: none, a new table only

-- How far up the ladder a decision with tasks past their deadline has been told. The row goes when none is left.
create table escalation (
  decision uuid primary key references decision,
  step text not null check (step in ('recorder', 'case-manager', 'convener', 'unit', 'administrator')),
  -- the working day it was told on
  day date not null,
  told_at timestamptz not null
);
