-- Certificates of a unit's persons (docs/decisions/0036-pdf-and-font.md). The paper itself is kept nowhere: what stays is
-- what whoever verifies one is shown, and by what a changed one is told.
CREATE TABLE certificate (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  number TEXT NOT NULL UNIQUE CHECK (number GLOB '[12][0-9][0-9][0-9]*' AND length(number) = 20),
  code_hash TEXT NOT NULL UNIQUE, -- of what stands in the QR code
  digest TEXT NOT NULL CHECK (length(digest) = 64), -- SHA-256 of all that the paper says
  signature TEXT NOT NULL, -- over what is in view_sealed, by a key that is not in the database
  persons INTEGER NOT NULL CHECK (persons BETWEEN 1 AND 10000),
  from_month TEXT NOT NULL CHECK (length(from_month) = 7),
  to_month TEXT NOT NULL CHECK (to_month >= from_month),
  issued_by TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > issued_at),
  key_id TEXT NOT NULL,
  view_sealed TEXT NOT NULL, -- JSON, persons masked; last, for it is long and lists do without
  PRIMARY KEY (unit_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_by_key ON certificate (key_id);
CREATE INDEX certificate_by_expiry ON certificate (expires_at);

-- What was said once stays said; a new sealing key alone writes anew what it seals and signs.
CREATE TRIGGER certificate_stays BEFORE UPDATE ON certificate WHEN
  NEW.number <> OLD.number OR NEW.code_hash <> OLD.code_hash OR NEW.digest <> OLD.digest OR NEW.persons <> OLD.persons
  OR NEW.issued_at <> OLD.issued_at OR NEW.expires_at <> OLD.expires_at OR NEW.unit_id <> OLD.unit_id
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- What an operator has chosen for the next one; gone a day after it was last touched.
CREATE TABLE certificate_draft (
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  insurances TEXT NOT NULL, -- JSON
  from_month TEXT NOT NULL,
  to_month TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, operator_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_draft_by_change ON certificate_draft (changed_at);

CREATE TABLE certificate_choice (
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  insured_id TEXT NOT NULL,
  PRIMARY KEY (unit_id, operator_id, insured_id),
  FOREIGN KEY (unit_id, operator_id) REFERENCES certificate_draft (unit_id, operator_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
