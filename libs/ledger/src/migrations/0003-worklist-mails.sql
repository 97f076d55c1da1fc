-- risk: none, a new table only

-- Who was sent a mail about their worklist on which day: one a day at most, also from several dispatchers.
create table mail_sent (
  -- keyed digest of the address
  person bytea not null,
  day date not null,
  sent_at timestamptz not null,
  primary key (person, day)
);
