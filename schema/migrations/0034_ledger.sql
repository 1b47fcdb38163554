-- The ledger of social insurance (docs/decisions/0033-the-ledger.md). What was filed and what is owed are facts: they are
-- added and never changed; a rollback adds the filing that undoes another. Two tables are not facts but what follows from
-- them, kept because rules stand on them: `coverage` (who is insured where, now) and `paid_month` (which month counts
-- already). A test builds both anew from the facts and compares.

-- A person as the insurance knows them: one record each, rarely more for one number (`copy`, from times before the hall).
CREATE TABLE insured (
  id TEXT PRIMARY KEY,
  document_type TEXT NOT NULL CHECK (length(document_type) = 2),
  document_index TEXT NOT NULL,
  copy INTEGER NOT NULL DEFAULT 0 CHECK (copy >= 0),
  document_sealed TEXT NOT NULL,
  name_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (document_index, copy)
) STRICT, WITHOUT ROWID;
CREATE INDEX insured_by_key ON insured (key_id);

-- A filing of a unit about one person. `period` is the month in which the filing period closes: its settlement month.
CREATE TABLE filing (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL, -- sortable: later filings have greater ids
  kind TEXT NOT NULL CHECK (kind IN ('basic_data', 'enrolment', 'renewal', 'termination', 'base_adjustment', 'rollback')),
  insured_id TEXT NOT NULL, -- basic data and coverage hold that it is somebody's
  period TEXT NOT NULL CHECK (period GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
  filed_by TEXT NOT NULL, -- the operator
  filed_at INTEGER NOT NULL,
  roster_id TEXT,
  roster_row INTEGER,
  case_id TEXT,
  undoes TEXT, -- the filing that a rollback undoes
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, undoes) REFERENCES filing (unit_id, id),
  CHECK ((roster_id IS NULL) = (roster_row IS NULL)),
  CHECK ((undoes IS NOT NULL) = (kind = 'rollback'))
) STRICT, WITHOUT ROWID;
-- A row of a roster is done once, however often the queue brings it.
CREATE UNIQUE INDEX filing_of_row ON filing (unit_id, roster_id, roster_row) WHERE roster_id IS NOT NULL;
-- And what was undone is undone once.
CREATE UNIQUE INDEX filing_undone ON filing (unit_id, undoes) WHERE undoes IS NOT NULL;
CREATE INDEX filing_by_period ON filing (unit_id, period, id);
CREATE INDEX filing_by_insured ON filing (unit_id, insured_id, id);
CREATE INDEX filing_of_case ON filing (unit_id, case_id) WHERE case_id IS NOT NULL;

CREATE TRIGGER filing_is_kept BEFORE DELETE ON filing BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER filing_stays BEFORE UPDATE ON filing BEGIN SELECT RAISE(ABORT, 'guard'); END;
-- What was decided after another filing of the same person lies behind it, whatever the clocks say.
CREATE TRIGGER filing_in_order BEFORE INSERT ON filing WHEN EXISTS (
  SELECT 1 FROM filing f WHERE f.unit_id = NEW.unit_id AND f.insured_id = NEW.insured_id AND f.id >= NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
-- A rollback undoes a filing of the same period and person, and the latest that holds first.
CREATE TRIGGER filing_latest_first BEFORE INSERT ON filing WHEN NEW.kind = 'rollback' AND (
  NOT EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = NEW.unit_id AND f.id = NEW.undoes AND f.insured_id = NEW.insured_id
    AND f.period = NEW.period AND f.kind <> 'rollback')
  OR EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = NEW.unit_id AND f.insured_id = NEW.insured_id AND f.id > NEW.undoes
    AND f.kind <> 'rollback'
    AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = f.unit_id AND r.undoes = f.id)))
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- Basic data as a unit collected it; the newest that was not undone holds. A person from before the hall has one of
-- nobody's (`unit_id` and `filing_id` empty).
CREATE TABLE insured_data (
  insured_id TEXT NOT NULL REFERENCES insured (id),
  id TEXT NOT NULL, -- sortable
  unit_id TEXT NOT NULL DEFAULT '',
  filing_id TEXT NOT NULL DEFAULT '',
  data_sealed TEXT NOT NULL, -- JSON: mobile, ethnicity, household, address
  has_household INTEGER NOT NULL CHECK (has_household IN (0, 1)),
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (insured_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX insured_data_by_key ON insured_data (key_id);

CREATE TABLE enrolment (
  unit_id TEXT NOT NULL,
  filing_id TEXT NOT NULL,
  insured_id TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('1', '3')), -- 1 a new contract, 3 one that follows another
  contract TEXT NOT NULL CHECK (contract IN ('41', '42', '43')),
  contract_from TEXT NOT NULL CHECK (length(contract_from) = 10),
  contract_until TEXT CHECK (length(contract_until) = 10 AND contract_until >= contract_from),
  job TEXT NOT NULL,
  identity TEXT, -- 参保身份; a renewal has neither it nor a wage
  declared_fen INTEGER CHECK (declared_fen >= 0),
  base_fen INTEGER CHECK (base_fen > 0), -- the wage within floor and cap
  from_month TEXT, -- the first month that is paid
  mobile_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  PRIMARY KEY (unit_id, filing_id),
  FOREIGN KEY (unit_id, filing_id) REFERENCES filing (unit_id, id),
  CHECK ((contract = '42') = (contract_until IS NULL) OR contract = '43'),
  CHECK ((reason = '1') = (base_fen IS NOT NULL)),
  CHECK ((base_fen IS NULL) = (from_month IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_by_insured ON enrolment (unit_id, insured_id, filing_id);
CREATE INDEX enrolment_by_key ON enrolment (key_id);

CREATE TABLE termination (
  unit_id TEXT NOT NULL,
  filing_id TEXT NOT NULL,
  insured_id TEXT NOT NULL,
  enrolment_id TEXT NOT NULL, -- the filing that it ends
  reason TEXT NOT NULL,
  stops_on TEXT NOT NULL CHECK (length(stops_on) = 10),
  PRIMARY KEY (unit_id, filing_id),
  FOREIGN KEY (unit_id, filing_id) REFERENCES filing (unit_id, id),
  FOREIGN KEY (unit_id, enrolment_id) REFERENCES enrolment (unit_id, filing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX termination_of_enrolment ON termination (unit_id, enrolment_id, filing_id);

CREATE TABLE base_change (
  unit_id TEXT NOT NULL,
  filing_id TEXT NOT NULL,
  insured_id TEXT NOT NULL,
  enrolment_id TEXT NOT NULL,
  old_fen INTEGER NOT NULL,
  base_fen INTEGER NOT NULL CHECK (base_fen > old_fen), -- upwards only
  from_month TEXT NOT NULL,
  PRIMARY KEY (unit_id, filing_id),
  FOREIGN KEY (unit_id, filing_id) REFERENCES filing (unit_id, id),
  FOREIGN KEY (unit_id, enrolment_id) REFERENCES enrolment (unit_id, filing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX base_change_of_enrolment ON base_change (unit_id, enrolment_id, filing_id);

-- What is owed: by settlement month, person, insurance and the month it is for. `regular` comes from the monthly run,
-- `back` and `adjustment` from a filing, `reversal` from the rollback that undoes it (the same amounts, negative).
CREATE TABLE contribution (
  unit_id TEXT NOT NULL,
  settlement_month TEXT NOT NULL,
  insured_id TEXT NOT NULL,
  insurance TEXT NOT NULL CHECK (insurance IN ('110', '210', '410')),
  month TEXT NOT NULL,
  filing_id TEXT NOT NULL DEFAULT '', -- empty for the monthly run
  kind TEXT NOT NULL CHECK (kind IN ('regular', 'back', 'adjustment', 'reversal')),
  base_fen INTEGER NOT NULL,
  unit_fen INTEGER NOT NULL,
  person_fen INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, settlement_month, insured_id, insurance, month, filing_id),
  CHECK ((kind = 'reversal') = (base_fen < 0)),
  CHECK (unit_fen * base_fen >= 0 AND person_fen * base_fen >= 0)
) STRICT, WITHOUT ROWID;
CREATE INDEX contribution_by_insured ON contribution (unit_id, insured_id, settlement_month);
CREATE INDEX contribution_of_filing ON contribution (unit_id, filing_id) WHERE filing_id <> '';

-- Facts stay; a new sealing key alone writes anew what it seals.
CREATE TRIGGER enrolment_stays BEFORE UPDATE OF unit_id, filing_id, insured_id, reason, contract, contract_from,
  contract_until, job, identity, declared_fen, base_fen, from_month ON enrolment
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER enrolment_is_kept BEFORE DELETE ON enrolment BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER termination_stays BEFORE UPDATE ON termination BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER termination_is_kept BEFORE DELETE ON termination BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER base_change_stays BEFORE UPDATE ON base_change BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER base_change_is_kept BEFORE DELETE ON base_change BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER contribution_stays BEFORE UPDATE ON contribution BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER contribution_is_kept BEFORE DELETE ON contribution BEGIN SELECT RAISE(ABORT, 'guard'); END;

CREATE TRIGGER insured_data_is_kept BEFORE DELETE ON insured_data BEGIN SELECT RAISE(ABORT, 'guard'); END;

-- Who is insured where, now. Flexible employment is nobody's unit: `unit_id` is empty.
CREATE TABLE coverage (
  unit_id TEXT NOT NULL,
  insured_id TEXT NOT NULL REFERENCES insured (id),
  insurance TEXT NOT NULL CHECK (insurance IN ('110', '210', '410')),
  enrolment_id TEXT NOT NULL, -- the filing, or the flexible enrolment
  since_month TEXT NOT NULL,
  base_fen INTEGER NOT NULL,
  PRIMARY KEY (unit_id, insured_id, insurance)
) STRICT, WITHOUT ROWID;
-- Two units that enrol one person at the same moment: one gets pension and unemployment.
CREATE UNIQUE INDEX coverage_once ON coverage (insured_id, insurance) WHERE insurance IN ('110', '210');
CREATE INDEX coverage_by_insured ON coverage (insured_id);

-- Which month counts already. Work injury is insured by each unit by itself, so its `unit_key` is the unit; the
-- others' is empty, so that a month never counts twice across units.
CREATE TABLE paid_month (
  insured_id TEXT NOT NULL REFERENCES insured (id),
  insurance TEXT NOT NULL CHECK (insurance IN ('110', '210', '410')),
  month TEXT NOT NULL,
  unit_key TEXT NOT NULL CHECK ((unit_key <> '') = (insurance = '410')),
  unit_id TEXT NOT NULL,
  settlement_month TEXT NOT NULL,
  filing_id TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (insured_id, insurance, month, unit_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX paid_month_of_filing ON paid_month (unit_id, filing_id) WHERE filing_id <> '';

-- Flexible employment: begun (before the hall, or elsewhere) and ended by the person (PER-4).
CREATE TABLE flexible_enrolment (
  insured_id TEXT NOT NULL REFERENCES insured (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('begin', 'end')),
  month TEXT NOT NULL,
  base_fen INTEGER CHECK (base_fen > 0),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (insured_id, id)
) STRICT, WITHOUT ROWID;

-- Months for which unemployment benefit was paid, as the benefit office tells.
CREATE TABLE benefit_month (
  insured_id TEXT NOT NULL REFERENCES insured (id),
  month TEXT NOT NULL,
  PRIMARY KEY (insured_id, month)
) STRICT, WITHOUT ROWID;

-- Rates, bases and calendars by the month from which they hold. Rates in millionths of the base.
CREATE TABLE rate (
  insurance TEXT NOT NULL CHECK (insurance IN ('110', '210', '410')),
  payer TEXT NOT NULL CHECK (payer IN ('unit', 'person')),
  class INTEGER NOT NULL DEFAULT 0 CHECK (class BETWEEN 0 AND 8), -- of work injury: 1 to 8
  from_month TEXT NOT NULL,
  millionths INTEGER NOT NULL CHECK (millionths BETWEEN 0 AND 1000000),
  PRIMARY KEY (insurance, payer, class, from_month)
) STRICT, WITHOUT ROWID;
INSERT INTO rate (insurance, payer, class, from_month, millionths) VALUES
  ('110', 'unit', 0, '2019-05', 160000), ('110', 'person', 0, '2019-05', 80000),
  ('210', 'unit', 0, '2019-05', 5000), ('210', 'person', 0, '2019-05', 5000),
  ('410', 'unit', 1, '2019-05', 2000), ('410', 'unit', 2, '2019-05', 4000), ('410', 'unit', 3, '2019-05', 7000),
  ('410', 'unit', 4, '2019-05', 9000), ('410', 'unit', 5, '2019-05', 11000), ('410', 'unit', 6, '2019-05', 13000),
  ('410', 'unit', 7, '2019-05', 16000), ('410', 'unit', 8, '2019-05', 19000);

-- Of a region and all below it that has none of its own; 320000 is the province.
CREATE TABLE base_limit (
  region TEXT NOT NULL CHECK (length(region) = 6),
  from_month TEXT NOT NULL,
  floor_fen INTEGER NOT NULL CHECK (floor_fen > 0),
  cap_fen INTEGER NOT NULL,
  PRIMARY KEY (region, from_month),
  CHECK (cap_fen >= floor_fen)
) STRICT, WITHOUT ROWID;
INSERT INTO base_limit (region, from_month, floor_fen, cap_fen) VALUES
  ('320000', '2021-01', 380000, 2058600), ('320000', '2022-01', 425000, 2182100), ('320000', '2023-01', 449400, 2247000),
  ('320000', '2024-01', 487900, 2439600), ('320000', '2025-01', 495200, 2476200);

-- A filing period runs from `opens_day` to `closes_day` of the next month.
CREATE TABLE filing_calendar (
  region TEXT NOT NULL CHECK (length(region) = 6),
  from_month TEXT NOT NULL,
  opens_day INTEGER NOT NULL CHECK (opens_day BETWEEN 2 AND 28),
  closes_day INTEGER NOT NULL CHECK (closes_day BETWEEN 1 AND 27),
  PRIMARY KEY (region, from_month),
  CHECK (closes_day < opens_day)
) STRICT, WITHOUT ROWID;
INSERT INTO filing_calendar (region, from_month, opens_day, closes_day) VALUES ('320000', '2019-05', 11, 6);

-- The class of work injury that a unit was put into; 1 where nothing is said.
CREATE TABLE injury_class (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  from_month TEXT NOT NULL,
  class INTEGER NOT NULL CHECK (class BETWEEN 1 AND 8),
  PRIMARY KEY (unit_id, from_month)
) STRICT, WITHOUT ROWID;

-- How far the monthly run has come: a unit's month is settled person by person, `after` the last one that was. A region's
-- month is begun once, with a row for each of its units that insures somebody.
CREATE TABLE settlement (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  month TEXT NOT NULL,
  after TEXT NOT NULL DEFAULT '',
  done_at INTEGER,
  PRIMARY KEY (unit_id, month)
) STRICT, WITHOUT ROWID;
CREATE INDEX settlement_open ON settlement (month, unit_id) WHERE done_at IS NULL;
CREATE TABLE settlement_begun (
  region TEXT NOT NULL CHECK (length(region) = 6),
  month TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  PRIMARY KEY (region, month)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_by_region ON unit (region);
