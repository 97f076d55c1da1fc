-- risk: audit_entry is locked for writes while it gets its trigger and its rows are put on the list; else new tables

-- Entries that have no place in the log yet. Filled in the transaction of the entry, whoever writes it, and emptied in
-- the transaction that gives the place: ids are given before their transactions commit, so that no id can say how far
-- the log has come.
create table audit_pending (
  entry bigint primary key
);

create function note_pending_entries() returns trigger language plpgsql as $$
begin
  insert into audit_pending (entry) select id from added;
  return null;
end $$;
create trigger audit_entry_added after insert on audit_entry
  referencing new table as added for each statement execute function note_pending_entries();
insert into audit_pending (entry) select id from audit_entry;

-- The log: an entry with its place, in the form that is hashed (docs/audit-format.md). Proven is the body alone; the
-- columns after it are for finding it.
create table audit_leaf (
  index bigint primary key check (index >= 0),
  entry bigint not null unique references audit_entry,
  body text not null,
  -- RFC 6962: SHA-256 of 0x00 and the body
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  -- never before that of the leaf before
  logged_at timestamptz not null,
  kind text not null,
  decision uuid references decision,
  -- place among the decision's entries, from 1 on
  ordinal integer,
  system text,
  unique (decision, ordinal),
  check ((decision is null) = (ordinal is null))
);
create index audit_leaf_logged on audit_leaf (logged_at, index);
create index audit_leaf_of_kind on audit_leaf (kind, index);
create index audit_leaf_of_system on audit_leaf (system, index) where system is not null;

-- Roots of full subtrees, above the leaves: 2^level leaves from index * 2^level on. What every proof is made of.
create table audit_node (
  level smallint not null check (level >= 1),
  index bigint not null check (index >= 0),
  hash bytea not null check (length(hash) = 32),
  primary key (level, index)
);

-- How far the log has come. One row: whoever wants to add to the log locks it.
create table audit_tree (
  single boolean primary key default true check (single),
  size bigint not null,
  root bytea not null,
  -- roots of the full subtrees that the tree is made of, largest first, 32 bytes each
  frontier bytea not null,
  logged_at timestamptz not null
);
insert into audit_tree (size, root, frontier, logged_at) values (0, sha256(''), '', 'epoch');

-- Signed notes (C2SP tlog-checkpoint), and the witnesses' lines to them.
create table audit_checkpoint (
  size bigint primary key,
  note text not null,
  signed_at timestamptz not null
);
create table audit_cosignature (
  size bigint not null references audit_checkpoint,
  witness text not null,
  line text not null,
  given_at timestamptz not null,
  primary key (size, witness)
);

-- What makes a client's commitment: sealed under the client's data key, so that it goes with it.
create table audit_salt (
  client_key uuid primary key references client_key on delete cascade,
  sealed bytea not null
);

create trigger audit_leaf_only_grows before update or delete on audit_leaf
  for each row execute function refuse_change();
create trigger audit_leaf_is_not_emptied before truncate on audit_leaf
  for each statement execute function refuse_change();
create trigger audit_node_only_grows before update or delete on audit_node
  for each row execute function refuse_change();
create trigger audit_node_is_not_emptied before truncate on audit_node
  for each statement execute function refuse_change();
create trigger audit_checkpoint_only_grows before update or delete on audit_checkpoint
  for each row execute function refuse_change();
create trigger audit_checkpoint_is_not_emptied before truncate on audit_checkpoint
  for each statement execute function refuse_change();
create trigger audit_cosignature_only_grows before update or delete on audit_cosignature
  for each row execute function refuse_change();
create trigger audit_cosignature_is_not_emptied before truncate on audit_cosignature
  for each statement execute function refuse_change();

create function refuse_shrinking() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.size > old.size and new.logged_at >= old.logged_at then return new; end if;
  raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_tree_only_grows before update or delete on audit_tree
  for each row execute function refuse_shrinking();
create trigger audit_tree_is_not_emptied before truncate on audit_tree
  for each statement execute function refuse_change();
