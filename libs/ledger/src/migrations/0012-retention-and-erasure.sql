-- risk: client_key, decision, task, task_act, case_manager_change and audit_leaf are locked for a moment to loosen columns (nothing is rewritten); decision for writes while its index is built; else new tables

-- Erasing a client: the key, its identifier's digest and the salt go together, or not at all. The row stays, so that
-- the decisions know that they had a client.
alter table client_key
  alter column identifier_index drop not null,
  alter column wrapped_key drop not null,
  alter column key_encryption_key_version drop not null,
  add column erased_at timestamptz,
  add constraint client_key_erased_whole check (
    (erased_at is null) = (identifier_index is not null)
    and (erased_at is null) = (wrapped_key is not null)
    and (erased_at is null) = (key_encryption_key_version is not null));

alter table decision
  -- since when its texts are gone: its client was erased, or they were kept long enough
  add column erased_at timestamptz;
alter table task alter column content drop not null;
alter table task_act alter column details drop not null;
alter table case_manager_change alter column person drop not null;
create index decision_with_texts on decision (created_at) where erased_at is null and client_key is not null;

-- A key that is gone seals nothing more: whoever found it a moment before begins anew, and makes another one.
create function refuse_erased_client() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if new.client_key is not null then
    perform from client_key k where k.id = new.client_key and k.erased_at is null for key share;
    if not found then
      raise exception 'the client was erased meanwhile' using errcode = 'serialization_failure';
    end if;
  end if;
  return new;
end $$;
create trigger decision_of_known_client before insert on decision
  for each row execute function refuse_erased_client();
create trigger audit_salt_of_known_client before insert or update on audit_salt
  for each row execute function refuse_erased_client();

-- What persons said is never changed; it may go, when its decision's texts go.
create or replace function refuse_act_change() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare kept task_act := old;
begin
  kept.details := null;
  if new is not distinct from kept and exists (
    select from task t join decision d on d.id = t.decision where t.id = old.task and d.erased_at is not null)
  then return new; end if;
  raise exception 'what persons said is never changed' using errcode = 'insufficient_privilege';
end $$;

-- A client or a decision of which nothing is erased or pruned while the hold is in force.
create table legal_hold (
  id uuid primary key,
  client_key uuid references client_key,
  decision uuid references decision,
  -- one line, looked through for identity codes
  reason text not null,
  -- keyed digests of persons
  put_by bytea not null,
  put_at timestamptz not null default clock_timestamp(),
  lifted_by bytea,
  lifted_at timestamptz,
  lift_reason text,
  check ((client_key is null) <> (decision is null)),
  check ((lifted_by is null) = (lifted_at is null) and (lifted_by is null) = (lift_reason is null)),
  check (lifted_by <> put_by)
);
create index legal_hold_of_client on legal_hold (client_key) where lifted_at is null;
create index legal_hold_of_decision on legal_hold (decision) where lifted_at is null;

create function is_held(decision_row uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from legal_hold h where h.lifted_at is null and h.decision = decision_row
    union all
    select from legal_hold h join decision d on d.client_key = h.client_key
    where h.lifted_at is null and d.id = decision_row)
$$;

create function is_settled(decision_row uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select not exists (
    select from task t where t.decision = decision_row
      and t.state not in ('confirmed', 'attested', 'withheld', 'cancelled', 'superseded'))
$$;

-- Wishes to erase a client, each carried out by another person.
create table erasure (
  id uuid primary key,
  client_key uuid not null references client_key,
  reason text not null,
  requested_by bytea not null,
  requested_at timestamptz not null default clock_timestamp(),
  -- how many decisions the client had when it was carried out
  decisions integer,
  approved_by bytea,
  erased_at timestamptz,
  check ((approved_by is null) = (erased_at is null) and (approved_by is null) = (decisions is null)),
  check (approved_by <> requested_by)
);
create index erasure_newest on erasure (requested_at);

-- Pruning the audit log: what can be read of the entries below `until` is gone, their hashes stay. A row here is what
-- lets the triggers of the log's tables agree to it, and it is judged by a trigger itself: no role is asked.
create table audit_pruning (
  until bigint primary key,
  since bigint not null check (since >= 0 and since < until),
  -- years by class of entry
  policy jsonb not null,
  pruned_at timestamptz not null,
  -- id of the entry that tells of it
  entry bigint not null unique
);

alter table audit_leaf
  alter column entry drop not null,
  alter column body drop not null,
  alter column kind drop not null,
  -- so that an entry goes before its leaf lets go of it
  alter constraint audit_leaf_entry_fkey deferrable initially immediate;

create function pruned_until() returns bigint language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(max(until), 0) from audit_pruning
$$;

-- How far the log could be pruned now, at most so many entries further: up to the first that is too young by its
-- class, held or of a decision with open tasks, and only under a checkpoint that a witness has seen.
create function audit_prunable_until(policy jsonb, most integer) returns bigint
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  since constant bigint := pruned_until();
  longest integer;
  bound bigint;
  blocked bigint;
begin
  select max(value::integer) into longest from jsonb_each_text(policy);
  if longest is null or exists (select from jsonb_each_text(policy) where value::integer < 1) then
    raise exception 'a class of entries is kept for a year at least' using errcode = 'check_violation';
  end if;
  select least(since + most, coalesce(max(c.size), 0)) into bound
  from audit_checkpoint c where exists (select from audit_cosignature s where s.size = c.size);
  if bound <= since then return since; end if;
  select min(l.index) into blocked
  from audit_leaf l
  where l.index >= since and l.index < bound and (
    l.logged_at > clock_timestamp()
      - make_interval(years => coalesce((policy ->> (l.body::jsonb ->> 'class'))::integer, longest))
    or l.decision is not null and (is_held(l.decision) or not is_settled(l.decision)));
  return coalesce(blocked, bound);
end $$;

create function judge_pruning() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.pruned_at := clock_timestamp();
  if new.since <> pruned_until()
    or new.until > audit_prunable_until(new.policy, (new.until - new.since)::integer)
    or not exists (
      select from audit_entry e where e.id = new.entry and e.kind = 'audit.pruned'
        and (e.facts ->> 'since')::bigint = new.since and (e.facts ->> 'until')::bigint = new.until
        and e.facts -> 'policy' = new.policy)
  then
    raise exception 'these entries are not to be pruned' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger audit_pruning_is_judged before insert on audit_pruning
  for each row execute function judge_pruning();
create trigger audit_pruning_only_grows before update or delete on audit_pruning
  for each row execute function refuse_change();
create trigger audit_pruning_is_not_emptied before truncate on audit_pruning
  for each statement execute function refuse_change();

-- A leaf below what is pruned may lose what can be read of it, and nothing else: never its hash, place or time.
create function refuse_leaf_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare kept audit_leaf := old;
begin
  if tg_op = 'UPDATE' and old.index < pruned_until() then
    kept.body := null;
    kept.kind := null;
    kept.system := null;
    kept.entry := null;
    if new is not distinct from kept then return new; end if;
  end if;
  raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
end $$;
drop trigger audit_leaf_only_grows on audit_leaf;
create trigger audit_leaf_only_grows before update or delete on audit_leaf
  for each row execute function refuse_leaf_change();

create function refuse_entry_change() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' and exists (
    select from audit_leaf l where l.entry = old.id and l.index < pruned_until())
  then return old; end if;
  raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
end $$;
drop trigger audit_entry_only_grows on audit_entry;
create trigger audit_entry_only_grows before update or delete on audit_entry
  for each row execute function refuse_entry_change();

-- The one way: with its owner's rights, so that the services need none but inserting.
create function prune_audit_log(up_to bigint, by_policy jsonb, told_by bigint) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare from_index constant bigint := pruned_until();
begin
  -- Nobody puts a hold between the judgement and the commit.
  lock table legal_hold in share mode;
  lock table audit_pruning in share row exclusive mode;
  insert into audit_pruning (until, since, policy, entry) values (up_to, from_index, by_policy, told_by);
  set constraints audit_leaf_entry_fkey deferred;
  delete from audit_entry e using audit_leaf l
  where l.entry = e.id and l.index >= from_index and l.index < up_to;
  update audit_leaf set body = null, kind = null, system = null, entry = null
  where index >= from_index and index < up_to;
end $$;
revoke all on function prune_audit_log(bigint, jsonb, bigint) from public;
