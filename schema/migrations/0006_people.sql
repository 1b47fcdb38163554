-- Persons sign in by themselves: a session of their own beside a unit's (docs/decisions/0019).

CREATE TABLE person_session (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  person_id TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('password', 'app')),
  amr TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > created_at),
  device TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_session_by_person ON person_session (person_id, created_at);
CREATE INDEX person_session_by_end ON person_session (ends_at);

-- The sister of `session_waits_for_lock`: a locked person's password opens nothing, by whatever statement.
CREATE TRIGGER person_session_waits_for_lock BEFORE INSERT ON person_session
WHEN NEW.amr LIKE '%"pwd"%' AND EXISTS (
  SELECT 1 FROM sign_in_attempt WHERE account = NEW.person_id AND locked_until > NEW.created_at
)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- What a person adds to their registration: 户籍性质, a code of schema/fields/household.ts.
CREATE TABLE person_detail (
  person_id TEXT PRIMARY KEY,
  household_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_detail_by_key ON person_detail (key_id);

-- What a person did and was refused on their own account; a unit's rows have an index already.
CREATE INDEX audit_by_person ON audit (actor, seq) WHERE unit_id IS NULL;
