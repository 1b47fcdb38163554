-- The clean-up of every minute finds the sessions that are over by one index: past their absolute end, or idle for half an
-- hour and the minute by which `seen_at` may lag (worker/session/rules.ts). With two conditions it read them all.
DROP INDEX session_by_end;
DROP INDEX person_session_by_end;
DROP INDEX clerk_session_by_end;
DROP INDEX institution_session_by_end;
CREATE INDEX session_by_end ON session (min(ends_at, seen_at + 1860000));
CREATE INDEX person_session_by_end ON person_session (min(ends_at, seen_at + 1860000));
CREATE INDEX clerk_session_by_end ON clerk_session (min(ends_at, seen_at + 1860000));
CREATE INDEX institution_session_by_end ON institution_session (min(ends_at, seen_at + 1860000));
