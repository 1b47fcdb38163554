-- Institutions of a unit (docs/decisions/0022-institutions.md): a training school, a fund's hospital. Registered by the counter,
-- opened by the unit, signed in by their own number.
CREATE TABLE institution (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  -- Unit numbers begin with 1 to 8, so that neither can be taken for the other.
  number TEXT NOT NULL UNIQUE CHECK (number GLOB '9[0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 120),
  type TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('province', 'city', 'county')),
  clerk_id TEXT NOT NULL REFERENCES clerk (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX institution_by_clerk ON institution (clerk_id, created_at);

-- The one administrator of an institution that was opened; another one takes the row over under another id. Failures are
-- counted and former passwords kept under that id, as for an operator.
CREATE TABLE institution_administrator (
  unit_id TEXT NOT NULL,
  institution_id TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL,
  document_type TEXT NOT NULL,
  document_index TEXT NOT NULL,
  document_sealed TEXT NOT NULL,
  name_sealed TEXT NOT NULL,
  mobile_index TEXT NOT NULL,
  mobile_sealed TEXT NOT NULL,
  password TEXT NOT NULL CHECK (password LIKE '$argon2id$%'),
  -- The password is still the one that the hall set, which others may guess: it opens only the page that changes it.
  initial INTEGER NOT NULL CHECK (initial IN (0, 1)),
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, institution_id),
  FOREIGN KEY (unit_id, institution_id) REFERENCES institution (unit_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX institution_administrator_by_key ON institution_administrator (key_id);

CREATE TABLE institution_session (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  institution_id TEXT NOT NULL,
  administrator_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > created_at),
  device TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX institution_session_by_institution ON institution_session (unit_id, institution_id);
CREATE INDEX institution_session_by_end ON institution_session (ends_at);

-- The sister of `session_waits_for_lock`, and no session for whoever is the administrator no more.
CREATE TRIGGER institution_session_waits_for_lock BEFORE INSERT ON institution_session
WHEN EXISTS (SELECT 1 FROM sign_in_attempt WHERE account = NEW.administrator_id AND locked_until > NEW.created_at)
  OR NOT EXISTS (SELECT 1 FROM institution_administrator WHERE unit_id = NEW.unit_id
                 AND institution_id = NEW.institution_id AND id = NEW.administrator_id)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
