-- Accounts of the old halls that have become units of this one.

-- Each unit of an old account once. The user name there is sealed; of its password nothing is kept.
CREATE TABLE legacy_upgrade (
  hall TEXT NOT NULL CHECK (hall IN ('province', 'fund', 'taizhou')),
  account_index TEXT NOT NULL,
  account_sealed TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  unit_id TEXT NOT NULL UNIQUE REFERENCES unit (id),
  -- A legal representative who has no account of their own yet: they are told by document when they get one.
  representative_id TEXT NOT NULL,
  representative_index TEXT,
  representative_sealed TEXT,
  -- Their mobile as it was typed. It becomes the operator's, which opens doors, only where it is the person's own.
  contact_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  upgraded_at INTEGER NOT NULL,
  PRIMARY KEY (hall, account_index, unit_code),
  CHECK ((representative_index IS NULL) = (representative_sealed IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX legacy_upgrade_by_representative ON legacy_upgrade (representative_index)
  WHERE representative_index IS NOT NULL;
CREATE INDEX legacy_upgrade_by_key ON legacy_upgrade (key_id);

-- Whoever registers as a person acts from then on for the units that they represent.
CREATE TRIGGER representative_registers AFTER INSERT ON person
WHEN EXISTS (SELECT 1 FROM legacy_upgrade WHERE representative_index = NEW.document_index)
BEGIN
  UPDATE operator SET person_id = NEW.id
  WHERE person_id IS NULL AND (unit_id, id) IN
    (SELECT unit_id, representative_id FROM legacy_upgrade WHERE representative_index = NEW.document_index);
  UPDATE legacy_upgrade SET representative_index = NULL, representative_sealed = NULL
  WHERE representative_index = NEW.document_index;
END;
-- … or did so at the very moment of the upgrade.
CREATE TRIGGER representative_registered AFTER INSERT ON legacy_upgrade
WHEN EXISTS (SELECT 1 FROM person WHERE document_index = NEW.representative_index)
BEGIN
  UPDATE operator SET person_id = (SELECT id FROM person WHERE document_index = NEW.representative_index)
  WHERE person_id IS NULL AND unit_id = NEW.unit_id AND id = NEW.representative_id;
  UPDATE legacy_upgrade SET representative_index = NULL, representative_sealed = NULL
  WHERE unit_id = NEW.unit_id;
END;

-- Tries in a row that were not right, by a keyed hash of hall and user name, whether or not there is such an account.
-- A try counts before the old hall is asked, so that tries at the same moment count too.
CREATE TABLE legacy_attempt (
  account TEXT PRIMARY KEY,
  failures INTEGER NOT NULL CHECK (failures BETWEEN 0 AND 5),
  locked_until INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX legacy_attempt_by_age ON legacy_attempt (updated_at);
