-- Persons, units, operators, sessions and the short-lived things that lead to them.
-- Times are milliseconds since the epoch. A `*_sealed` column holds AES-256-GCM text (worker/lib/sealed.ts),
-- a `*_index` column its keyed blind index; plain personal data is in no column.

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  document_type TEXT NOT NULL,
  document_index TEXT NOT NULL UNIQUE,
  document_sealed TEXT NOT NULL,
  name_sealed TEXT NOT NULL,
  mobile_index TEXT NOT NULL UNIQUE,
  mobile_sealed TEXT NOT NULL,
  password TEXT NOT NULL CHECK (password LIKE '$argon2id$%'),
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_key ON person (key_id);

CREATE TABLE unit (
  id TEXT PRIMARY KEY,
  credit_code TEXT NOT NULL UNIQUE CHECK (length(credit_code) = 18),
  unit_number TEXT NOT NULL UNIQUE CHECK (unit_number GLOB '[1-8][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 120),
  region TEXT NOT NULL CHECK (length(region) = 6),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Whoever may act for a unit. The row carries its own copy of who the person is, so that a unit's rows
-- can move to another database without the persons (docs/decisions/0005). A legal representative whom only the
-- business licence named has neither document nor mobile; whoever set no password yet signs in another way.
CREATE TABLE operator (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  person_id TEXT,
  role TEXT NOT NULL CHECK (role IN ('legal_representative', 'administrator', 'handler')),
  document_type TEXT,
  document_index TEXT,
  document_sealed TEXT,
  name_sealed TEXT NOT NULL,
  mobile_index TEXT,
  mobile_sealed TEXT,
  password TEXT CHECK (password LIKE '$argon2id$%'),
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, document_index),
  UNIQUE (unit_id, mobile_index),
  CHECK ((document_index IS NULL) = (document_sealed IS NULL) AND (document_index IS NULL) = (document_type IS NULL)),
  CHECK ((mobile_index IS NULL) = (mobile_sealed IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX operator_one_legal_representative ON operator (unit_id) WHERE role = 'legal_representative';
CREATE UNIQUE INDEX operator_one_administrator ON operator (unit_id) WHERE role = 'administrator';
CREATE INDEX operator_by_key ON operator (key_id);

-- Hashes that an operator's password had before, so that the last ones are not taken again.
CREATE TABLE operator_password (
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  password TEXT NOT NULL CHECK (password LIKE '$argon2id$%'),
  PRIMARY KEY (unit_id, operator_id, set_at)
) STRICT, WITHOUT ROWID;

-- The persons' own directory: for which units each of them acts. No query looks through the units for a person.
CREATE TABLE acts_for (
  person_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  PRIMARY KEY (person_id, unit_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER operator_acts AFTER INSERT ON operator WHEN NEW.person_id IS NOT NULL
BEGIN INSERT INTO acts_for VALUES (NEW.person_id, NEW.unit_id, NEW.id); END;
CREATE TRIGGER operator_is_found AFTER UPDATE OF person_id ON operator
WHEN OLD.person_id IS NULL AND NEW.person_id IS NOT NULL
BEGIN INSERT INTO acts_for VALUES (NEW.person_id, NEW.unit_id, NEW.id); END;
CREATE TRIGGER operator_acts_no_more AFTER DELETE ON operator
BEGIN DELETE FROM acts_for WHERE person_id = OLD.person_id AND unit_id = OLD.unit_id; END;

-- Failures in a row, by operator, or by a keyed hash of what was typed where no operator answers to it,
-- so that a lock tells nothing about who exists.
CREATE TABLE sign_in_attempt (
  account TEXT PRIMARY KEY,
  failures INTEGER NOT NULL CHECK (failures BETWEEN 0 AND 5),
  locked_until INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_attempt_by_age ON sign_in_attempt (updated_at);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  client_id TEXT,
  way TEXT NOT NULL CHECK (way IN ('password', 'app', 'sso', 'licence')),
  amr TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > created_at),
  device TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_operator ON session (unit_id, operator_id, created_at);
CREATE INDEX session_by_end ON session (ends_at);

-- Something that a visitor does in steps within ten minutes: a registration, an upgrade, a recovery.
CREATE TABLE flow (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('register_person', 'register_unit', 'upgrade', 'recovery')),
  step TEXT NOT NULL,
  data_sealed TEXT NOT NULL,
  outcome TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX flow_by_end ON flow (expires_at);

-- One face verification, by Alipay or by the government app.
CREATE TABLE face_check (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  flow TEXT NOT NULL, -- the kind of that flow: what a passed face means for it
  method TEXT NOT NULL CHECK (method IN ('alipay', 'app')),
  subject_index TEXT NOT NULL,
  ticket TEXT NOT NULL,
  url TEXT NOT NULL,
  asks TEXT NOT NULL, -- what the phone shows: for what, for which unit, from which device and place (JSON)
  status TEXT NOT NULL CHECK (status IN ('pending', 'passed', 'failed', 'cancelled', 'other_person')),
  asked_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX face_check_by_owner ON face_check (owner, created_at);
CREATE INDEX face_check_by_end ON face_check (expires_at);

-- One SMS code. `used_at` is set once, by the batch that uses it.
CREATE TABLE sms_code (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  mobile_index TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX sms_code_by_owner ON sms_code (owner, created_at);
CREATE INDEX sms_code_by_mobile ON sms_code (mobile_index, created_at);
CREATE INDEX sms_code_by_end ON sms_code (expires_at);
