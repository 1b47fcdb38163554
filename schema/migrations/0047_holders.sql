-- A number may have several records (`copy`, from times before the hall), and whoever has them is one person: their holder, named by
-- the record that was first. What is had once, pension and unemployment insurance and a month that counts, is had once by a holder.
ALTER TABLE insured ADD COLUMN holder TEXT NOT NULL DEFAULT '';
UPDATE insured SET holder =
  (SELECT f.id FROM insured f WHERE f.document_index = insured.document_index ORDER BY f.copy LIMIT 1);
CREATE UNIQUE INDEX insured_by_holder ON insured (holder, id);
-- Nobody needs to know, and nobody can say otherwise.
CREATE TRIGGER insured_has_holder AFTER INSERT ON insured BEGIN
  UPDATE insured SET holder = coalesce((SELECT f.holder FROM insured f
    WHERE f.document_index = NEW.document_index AND f.id <> NEW.id ORDER BY f.copy LIMIT 1), NEW.id) WHERE id = NEW.id;
END;
CREATE TRIGGER insured_keeps_holder BEFORE UPDATE OF holder ON insured WHEN OLD.holder <> '' BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- Both tables that follow from the facts are made anew, with the holder in their keys. Where records of one number were insured
-- twice before, this fails: what holds of them is for the office to say, not for a migration.
CREATE TABLE coverage_held (
  unit_id TEXT NOT NULL,
  insured_id TEXT NOT NULL,
  holder TEXT NOT NULL REFERENCES insured (id),
  insurance TEXT NOT NULL CHECK (insurance IN ('110', '210', '410')),
  enrolment_id TEXT NOT NULL, -- the filing, or the flexible enrolment
  since_month TEXT NOT NULL CHECK (date(since_month || '-01') = since_month || '-01'),
  base_fen INTEGER NOT NULL,
  PRIMARY KEY (unit_id, insured_id, insurance)
) STRICT, WITHOUT ROWID;
INSERT INTO coverage_held (unit_id, insured_id, holder, insurance, enrolment_id, since_month, base_fen)
  SELECT c.unit_id, c.insured_id, i.holder, c.insurance, c.enrolment_id, c.since_month, c.base_fen
  FROM coverage c JOIN insured i ON i.id = c.insured_id;
DROP TABLE coverage;
ALTER TABLE coverage_held RENAME TO coverage;
-- Two units that enrol one person at the same moment, by whichever record: one gets pension and unemployment.
CREATE UNIQUE INDEX coverage_once ON coverage (holder, insurance) WHERE insurance IN ('110', '210');
CREATE INDEX coverage_by_holder ON coverage (holder);

CREATE TABLE paid_month_held (
  holder TEXT NOT NULL REFERENCES insured (id),
  insurance TEXT NOT NULL CHECK (insurance IN ('110', '210', '410')),
  month TEXT NOT NULL CHECK (date(month || '-01') = month || '-01'),
  unit_key TEXT NOT NULL CHECK ((unit_key <> '') = (insurance = '410')), -- as in 0034: work injury is each unit's own
  insured_id TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  settlement_month TEXT NOT NULL,
  filing_id TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (holder, insurance, month, unit_key)
) STRICT, WITHOUT ROWID;
INSERT INTO paid_month_held (holder, insurance, month, unit_key, insured_id, unit_id, settlement_month, filing_id)
  SELECT i.holder, p.insurance, p.month, p.unit_key, p.insured_id, p.unit_id, p.settlement_month, p.filing_id
  FROM paid_month p JOIN insured i ON i.id = p.insured_id;
DROP TABLE paid_month;
ALTER TABLE paid_month_held RENAME TO paid_month;
-- The holder is the record's. No foreign key says so: an export writes rows before the index that it would need.
CREATE TRIGGER coverage_is_of_holder BEFORE INSERT ON coverage
WHEN NEW.holder IS NOT (SELECT holder FROM insured WHERE id = NEW.insured_id)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER paid_month_is_of_holder BEFORE INSERT ON paid_month
WHEN NEW.holder IS NOT (SELECT holder FROM insured WHERE id = NEW.insured_id)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE INDEX paid_month_of_filing ON paid_month (unit_id, filing_id) WHERE filing_id <> '';
