-- risk: none; a new table

-- People who are signed in to the console. A row goes when they sign out, or some time after the session has ended.
create table console_session (
  id uuid primary key,
  -- SHA-256 of what the browser's cookie holds; that itself is nowhere here
  token_digest bytea not null unique check (octet_length(token_digest) = 32),
  -- this session's own data key, and who it is with what rights, encrypted with it
  wrapped_key bytea not null,
  key_encryption_key_version integer not null,
  claims bytea not null,
  seen_at timestamptz not null,
  idle_ends_at timestamptz not null,
  ends_at timestamptz not null
);
create index console_session_ended on console_session (idle_ends_at);
