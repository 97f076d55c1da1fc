-- risk: attempt is locked for writes while its index is built, finding for a moment to widen its check; else new tables

-- What all replicas have to know of an endpoint. A row comes with the first failure or pause.
create table endpoint_state (
  endpoint text primary key,
  -- the shared breaker, see libs/domain/src/protection/breaker.ts; absent: closed, and nothing counted
  breaker jsonb,
  -- the system itself said when to come back
  not_before timestamptz,
  paused_at timestamptz,
  pause_reason text,
  check ((paused_at is null) = (pause_reason is null))
);

-- Confirmed records that are to be read once more; a row goes when its record was looked at.
create table record_reread (
  task uuid primary key references task,
  endpoint text not null,
  due_at timestamptz not null,
  -- until then it is some adapter's
  lease_until timestamptz,
  -- looks in a row that found nothing
  absences integer not null default 0
);
create index record_reread_due on record_reread (endpoint, due_at);

-- The days for which records were chosen: once a day, by whichever dispatcher is first.
create table reread_day (
  -- in Europe/Helsinki
  day date primary key
);

-- What died together with a worker.
create index attempt_of_lost_worker on attempt (worker) where ended_at is null or code = 'lease-lost';

alter table finding drop constraint finding_kind_check;
alter table finding add constraint finding_kind_check check (kind in (
  'version-not-planned', 'version-not-received', 'no-task-planned', 'task-without-plan', 'plan-without-task',
  'end-not-on-log', 'record-drifted', 'record-gone'));
