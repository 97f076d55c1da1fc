-- risk: event is locked for a moment to add a column (nothing is rewritten), and decision for writes while its index is built

-- Withdrawals of consents, in the order of their coming. They count for every decision of the client and team whose
-- newest version names the consent, also for one that comes later.
create table consent_withdrawal (
  id bigint generated always as identity primary key,
  event uuid not null unique references event,
  client_key uuid not null references client_key,
  team text not null,
  consent_id text not null,
  -- RFC 3339, as it was sent: it goes into the record of the consent as it is
  withdrawn_at text not null,
  -- sectors; absent: the whole consent
  covers text[]
);
create index consent_withdrawal_of_consent on consent_withdrawal (client_key, team, consent_id);

-- A withdrawal finds the decisions that it counts for.
create index decision_of_client on decision (client_key, team) where client_key is not null;

-- Changes of the case manager, in the order of their coming; the newest counts until a correction says otherwise.
create table case_manager_change (
  id bigint generated always as identity primary key,
  event uuid not null unique references event,
  decision uuid not null references decision,
  -- encrypted Participant (JSON): the person need not be one of the decision's
  person bytea not null,
  -- record series that the change left behind in another system: they go on without a duty
  left_behind text[] not null
);
create index case_manager_change_of_decision on case_manager_change (decision, id);

-- encrypted: why a decision was cancelled or its case manager changed; absent for an anonymous consultation
alter table event add column reason bytea;
