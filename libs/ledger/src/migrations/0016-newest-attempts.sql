-- risk: attempt is locked for writes while its index is built

-- How the last hour went at each endpoint, however many attempts there have ever been.
create index attempt_newest on attempt (ended_at) where ended_at is not null;
