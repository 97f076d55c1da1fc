-- risk: attempt is locked for a moment to add a column (nothing is rewritten)

-- From when the client sees the record there, as the system told it when it was read back; where systems tell it.
alter table attempt add column visible_from timestamptz;
