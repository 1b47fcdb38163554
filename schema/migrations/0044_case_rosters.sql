-- A spreadsheet that goes with a case (docs/decisions/0043-bases-by-roster.md). While the unit fills the case in, its rows are
-- judged and nothing of them is written: a trial. What the office approves is a roster of its own, over the same file and rows.

ALTER TABLE roster ADD COLUMN case_id TEXT;
ALTER TABLE roster ADD COLUMN trial INTEGER NOT NULL DEFAULT 0 CHECK (trial IN (0, 1) AND (trial = 0 OR case_id IS NOT NULL));
-- Of an approved one: the trial whose file and rows these are.
ALTER TABLE roster ADD COLUMN content_of TEXT CHECK (content_of IS NULL OR trial = 0);
-- A raised base holds from this month; the spreadsheet says none, the case does.
ALTER TABLE roster ADD COLUMN from_month TEXT
  CHECK (from_month IS NULL OR (from_month GLOB '[12][0-9][0-9][0-9]-[01][0-9]' AND case_id IS NOT NULL));

-- One file goes with a case at a time, and it is filed once, however often it is approved.
CREATE UNIQUE INDEX roster_trial_of_case ON roster (unit_id, case_id) WHERE trial = 1 AND kept = 1;
CREATE UNIQUE INDEX roster_filed_of_case ON roster (unit_id, case_id) WHERE trial = 0 AND case_id IS NOT NULL;
CREATE INDEX roster_of_case ON roster (unit_id, case_id, trial) WHERE case_id IS NOT NULL;

-- Bases are raised by a case alone.
CREATE TRIGGER roster_bases_by_case BEFORE INSERT ON roster WHEN NEW.template = 'base-adjustment' AND NEW.from_month IS NULL
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
-- Whose case it is, over which file and from which month stays as it was judged.
CREATE TRIGGER roster_of_case_stays BEFORE UPDATE OF case_id, trial, content_of, from_month ON roster
WHEN NEW.case_id IS NOT OLD.case_id OR NEW.trial <> OLD.trial OR NEW.content_of IS NOT OLD.content_of
  OR NEW.from_month IS NOT OLD.from_month
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- What an office approves waits for no place among what the unit hands in.
DROP TRIGGER roster_twenty_at_once;
CREATE TRIGGER roster_twenty_at_once BEFORE INSERT ON roster
WHEN (NEW.case_id IS NULL OR NEW.trial = 1)
  AND (SELECT count(*) FROM roster WHERE unit_id = NEW.unit_id AND ended_at IS NULL) >= 20
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- What ended long ago goes, but for what belongs to a case: that stays as its papers do.
DROP INDEX roster_over;
CREATE INDEX roster_over ON roster (ended_at) WHERE ended_at IS NOT NULL AND kept = 1 AND case_id IS NULL;
