-- risk: task and decision are locked for a moment to get their triggers; else new tables only

-- What the team applications are to be told, written with the change that is told. Ids and states only.
create table team_app_event (
  -- also the webhook-id: a repeat is known by it
  id uuid primary key,
  decision uuid not null references decision,
  team text not null,
  decision_id text not null,
  -- place among the decision's events: they are sent in this order
  ordinal integer not null,
  type text not null check (type in (
    'fi.kuittaus.recording.confirmed', 'fi.kuittaus.recording.needs-attention', 'fi.kuittaus.decision.completed',
    'fi.kuittaus.follow-up.due')),
  version integer not null,
  task uuid references task,
  data jsonb not null,
  state text not null check (state in ('pending', 'delivered', 'given-up')),
  created_at timestamptz not null,
  -- of the next attempt
  due_at timestamptz not null,
  -- rises with each attempt: an outcome counts only under the one that it belongs to
  attempts integer not null default 0,
  -- in a row, since it was made or asked for again: chooses the next delay
  failures integer not null default 0,
  -- retries end 14 days later
  first_attempt_at timestamptz,
  -- until then it is some dispatcher's
  lease_until timestamptz,
  delivered_at timestamptz,
  -- how the last attempt ended
  last_code text,
  unique (decision, ordinal),
  check ((state = 'delivered') <= (delivered_at is not null))
);
create index team_app_event_pending on team_app_event (team, due_at) where state = 'pending';
create index team_app_event_heads on team_app_event (decision, ordinal) where state = 'pending';
create index team_app_event_listed on team_app_event (created_at, id);

-- Addresses that answered 410: nothing is sent there until somebody asks for an event again, or another is configured.
create table team_app_address_disabled (
  -- of the address, which may itself be a secret
  address_digest bytea primary key,
  disabled_at timestamptz not null
);

-- Decisions that came to their end and whose completion is not told yet. Whoever changes a task or a decision puts
-- it here, knowingly or not; the dispatcher looks again under the decision's lock before it tells.
create table completion_due (
  decision uuid primary key references decision,
  due_at timestamptz not null
);
create index completion_due_first on completion_due (due_at);

create function note_completion(touched uuid[]) returns void language sql as $$
  insert into completion_due (decision, due_at)
  select d, clock_timestamp() from unnest(touched) d
  where exists (select from task t where t.decision = d)
    and not exists (select from task t where t.decision = d
      and t.state not in ('confirmed', 'attested', 'withheld', 'cancelled', 'superseded'))
  on conflict (decision) do update set due_at = excluded.due_at
$$;

create function note_added_tasks() returns trigger language plpgsql as $$
begin
  perform note_completion(array(select distinct decision from added));
  return null;
end $$;
create trigger task_added after insert on task
  referencing new table as added for each statement execute function note_added_tasks();

create function note_ended_tasks() returns trigger language plpgsql as $$
begin
  if exists (select from ended e join before b on b.id = e.id where b.state <> e.state
    and e.state in ('confirmed', 'attested', 'withheld', 'cancelled', 'superseded')) then
    perform note_completion(array(select distinct decision from ended));
  end if;
  return null;
end $$;
create trigger task_ended after update on task
  referencing old table as before new table as ended for each statement execute function note_ended_tasks();

create function note_changed_decision() returns trigger language plpgsql as $$
begin
  perform note_completion(array[new.id]);
  return null;
end $$;
create trigger decision_changed after update of version, cancelled_at on decision
  for each row execute function note_changed_decision();

-- Decisions with a day to come back to. What is to be told, and when, is judged anew each time from the decision.
create table follow_up (
  decision uuid primary key references decision,
  -- when to look next; absent: nothing is planned
  look_at timestamptz,
  -- the day and reason told last: the same is not told twice
  told text
);
create index follow_up_first on follow_up (look_at) where look_at is not null;
