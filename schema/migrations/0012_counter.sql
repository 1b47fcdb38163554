-- The counter: its clerks, their sessions, and the letters that units brought (docs/decisions/0018-the-counter.md).

-- `last_step` is the newest time step (RFC 6238) whose code was taken, so that no code counts twice.
CREATE TABLE clerk (
  id TEXT PRIMARY KEY,
  login_name TEXT NOT NULL UNIQUE CHECK (length(login_name) BETWEEN 2 AND 40),
  name_sealed TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('clerk', 'administrator')),
  office TEXT NOT NULL,
  password TEXT NOT NULL CHECK (password LIKE '$argon2id$%'),
  totp_sealed TEXT NOT NULL,
  last_step INTEGER NOT NULL DEFAULT 0,
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX clerk_by_key ON clerk (key_id);

CREATE TABLE clerk_session (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  clerk_id TEXT NOT NULL REFERENCES clerk (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > created_at),
  device TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX clerk_session_by_clerk ON clerk_session (clerk_id, created_at);
CREATE INDEX clerk_session_by_end ON clerk_session (ends_at);

-- The sister of `session_waits_for_lock`, and no session for whoever was disabled meanwhile.
CREATE TRIGGER clerk_session_waits_for_lock BEFORE INSERT ON clerk_session
WHEN EXISTS (SELECT 1 FROM sign_in_attempt WHERE account = NEW.clerk_id AND locked_until > NEW.created_at)
  OR NOT EXISTS (SELECT 1 FROM clerk WHERE id = NEW.clerk_id AND disabled_at IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER clerk_disabled AFTER UPDATE OF disabled_at ON clerk WHEN NEW.disabled_at IS NOT NULL
BEGIN DELETE FROM clerk_session WHERE clerk_id = NEW.id; END;

-- An operator opened at the counter, with the letter that allowed it. The file is in R2 under the opening's id, sealed with
-- a key of its own that only this row holds.
CREATE TABLE counter_opening (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  clerk_id TEXT NOT NULL REFERENCES clerk (id),
  role TEXT NOT NULL CHECK (role IN ('legal_representative', 'administrator')),
  letter_type TEXT NOT NULL CHECK (letter_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  letter_bytes INTEGER NOT NULL CHECK (letter_bytes BETWEEN 1 AND 10485760),
  letter_key_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX counter_opening_by_operator ON counter_opening (unit_id, operator_id);
CREATE INDEX counter_opening_by_key ON counter_opening (key_id);
CREATE INDEX counter_opening_by_clerk ON counter_opening (clerk_id, created_at);

-- A client that the administration has stopped is refused everywhere: no query finds it, and what was given out to it is
-- found only together with it.
ALTER TABLE client ADD COLUMN disabled_at INTEGER;
