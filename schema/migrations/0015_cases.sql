-- Cases: what a unit asked an office for (docs/decisions/0021-cases.md). All that a unit lists is found by an index
-- that begins with the unit; the form, what was said and the files lie beside the row, which stays small.

CREATE TABLE unit_case (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  item TEXT NOT NULL, -- a code of schema/catalogue.ts
  region TEXT NOT NULL CHECK (length(region) = 6),
  state TEXT NOT NULL CHECK (state IN ('draft', 'unit_review', 'submitted', 'accepted', 'supplement', 'in_review',
    'done', 'refused', 'withdrawn')),
  -- Where it is counted; follows from the state, and is a column because indexes begin with it.
  phase TEXT NOT NULL CHECK (phase = CASE state WHEN 'draft' THEN 'draft' WHEN 'withdrawn' THEN 'withdrawn'
    WHEN 'done' THEN 'ended' WHEN 'refused' THEN 'ended' ELSE 'open' END),
  back_to TEXT CHECK (back_to IN ('unit_review', 'submitted', 'accepted', 'in_review')),
  -- Sixteen digits, the day first. (Patterns of more than fifty characters D1 does not compare.)
  case_number TEXT UNIQUE CHECK (length(case_number) = 16 AND case_number GLOB '20[0-9][0-9][01][0-9][0-3][0-9]*'
    AND case_number NOT GLOB '*[^0-9]*'),
  created_by TEXT NOT NULL, -- the operator
  created_at INTEGER NOT NULL,
  submitted_at INTEGER,
  accepted_at INTEGER,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome IN ('passed', 'failed')),
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  rated_at INTEGER,
  clerk_id TEXT REFERENCES clerk (id), -- who has taken it
  listed_at INTEGER NOT NULL, -- what lists go by: when it was submitted, or begun
  PRIMARY KEY (unit_id, id),
  CHECK ((state = 'draft') = (case_number IS NULL)),
  CHECK ((case_number IS NULL) = (submitted_at IS NULL)),
  CHECK ((phase IN ('ended', 'withdrawn')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'done') = (outcome IS NOT NULL)),
  CHECK ((state = 'supplement') = (back_to IS NOT NULL)),
  CHECK (state NOT IN ('accepted', 'in_review', 'done') OR accepted_at IS NOT NULL),
  CHECK (state <> 'withdrawn' OR accepted_at IS NULL),
  CHECK (rating IS NULL OR phase = 'ended'),
  CHECK ((rating IS NULL) = (rated_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_case_by_day ON unit_case (unit_id, listed_at, id);
CREATE INDEX unit_case_by_phase ON unit_case (unit_id, phase, listed_at, id);
CREATE INDEX unit_case_by_item ON unit_case (unit_id, item, listed_at, id);
CREATE INDEX unit_case_unrated ON unit_case (unit_id, listed_at, id) WHERE phase = 'ended' AND rating IS NULL;
CREATE INDEX unit_case_to_review ON unit_case (unit_id, listed_at, id) WHERE state = 'unit_review';
-- The offices' queue, the one list that goes over all units: what is open, by state, of everywhere or of one city.
CREATE INDEX unit_case_queue ON unit_case (state, submitted_at, id) WHERE phase = 'open';
CREATE INDEX unit_case_queue_of_city ON unit_case (substr(region, 1, 4), state, submitted_at, id) WHERE phase = 'open';
CREATE INDEX unit_case_by_clerk ON unit_case (clerk_id, submitted_at, id) WHERE phase = 'open' AND clerk_id IS NOT NULL;

-- A draft is a form that somebody may come back to, not a place to store things.
CREATE TRIGGER unit_case_hundred_drafts BEFORE INSERT ON unit_case
WHEN NEW.phase = 'draft' AND (SELECT count(*) FROM unit_case WHERE unit_id = NEW.unit_id AND phase = 'draft') >= 100
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
-- What ended stays as it ended; it may be evaluated, once.
CREATE TRIGGER unit_case_ended_for_good BEFORE UPDATE ON unit_case
WHEN OLD.phase IN ('ended', 'withdrawn') AND (NEW.state <> OLD.state OR NEW.outcome IS NOT OLD.outcome
  OR NEW.case_number <> OLD.case_number OR OLD.rating IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER unit_case_is_kept BEFORE DELETE ON unit_case WHEN OLD.phase <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

CREATE TABLE case_form (
  unit_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  form_sealed TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1, -- so that two who fill it in at once do not undo each other's work unseen
  key_id TEXT NOT NULL,
  PRIMARY KEY (unit_id, case_id),
  FOREIGN KEY (unit_id, case_id) REFERENCES unit_case (unit_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_form_by_key ON case_form (key_id);

-- What happened, in the order it happened. Only ever added to; a new sealing key alone writes what was said anew.
CREATE TABLE case_event (
  unit_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  event TEXT NOT NULL,
  actor TEXT NOT NULL, -- operator:<id> or clerk:<id>
  words_sealed TEXT,
  key_id TEXT NOT NULL,
  PRIMARY KEY (unit_id, case_id, seq),
  FOREIGN KEY (unit_id, case_id) REFERENCES unit_case (unit_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_event_by_key ON case_event (key_id);
CREATE TRIGGER case_event_is_never_changed BEFORE UPDATE ON case_event
WHEN NEW.unit_id <> OLD.unit_id OR NEW.case_id <> OLD.case_id OR NEW.seq <> OLD.seq OR NEW.at <> OLD.at
  OR NEW.event <> OLD.event OR NEW.actor <> OLD.actor OR NEW.key_id = OLD.key_id
  OR (NEW.words_sealed IS NULL) <> (OLD.words_sealed IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'case events are never changed');
END;
CREATE TRIGGER case_event_is_never_removed BEFORE DELETE ON case_event
BEGIN
  SELECT RAISE(ABORT, 'case events are never removed');
END;

-- A paper that goes with a case: in R2 under its own id, sealed with a key of its own that only this row holds. Once
-- it was submitted it stays.
CREATE TABLE case_file (
  unit_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  id TEXT NOT NULL,
  material TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('application/pdf', 'image/jpeg', 'image/png',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document')),
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 20971520),
  submitted INTEGER NOT NULL DEFAULT 0 CHECK (submitted IN (0, 1)),
  name_sealed TEXT NOT NULL,
  file_key_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, case_id, id),
  FOREIGN KEY (unit_id, case_id) REFERENCES unit_case (unit_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_file_by_key ON case_file (key_id);
CREATE TRIGGER case_file_twenty BEFORE INSERT ON case_file
WHEN (SELECT count(*) FROM case_file WHERE unit_id = NEW.unit_id AND case_id = NEW.case_id) >= 20
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER case_file_is_kept BEFORE DELETE ON case_file WHEN OLD.submitted = 1
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- How many of a unit's cases stand where, kept up with every change, so that asking costs the same for ten cases and
-- for ten thousand. By item, because a handler sees those of their scope alone.
CREATE TABLE case_counter (
  unit_id TEXT NOT NULL,
  item TEXT NOT NULL,
  open INTEGER NOT NULL DEFAULT 0 CHECK (open >= 0),
  ended INTEGER NOT NULL DEFAULT 0 CHECK (ended >= 0),
  unrated INTEGER NOT NULL DEFAULT 0 CHECK (unrated BETWEEN 0 AND ended),
  waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting BETWEEN 0 AND open),
  PRIMARY KEY (unit_id, item)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER unit_case_counts AFTER UPDATE OF state, rating ON unit_case
BEGIN
  INSERT INTO case_counter (unit_id, item) VALUES (NEW.unit_id, NEW.item) ON CONFLICT DO NOTHING;
  UPDATE case_counter SET
    open = open + (NEW.phase = 'open') - (OLD.phase = 'open'),
    ended = ended + (NEW.phase = 'ended') - (OLD.phase = 'ended'),
    unrated = unrated + (NEW.phase = 'ended' AND NEW.rating IS NULL) - (OLD.phase = 'ended' AND OLD.rating IS NULL),
    waiting = waiting + (NEW.state = 'unit_review') - (OLD.state = 'unit_review')
    WHERE unit_id = NEW.unit_id AND item = NEW.item;
END;
-- A case that comes in as something else than a draft (moved from another hall, restored): counted as it is.
CREATE TRIGGER unit_case_counts_at_once AFTER INSERT ON unit_case WHEN NEW.phase <> 'draft'
BEGIN
  INSERT INTO case_counter (unit_id, item) VALUES (NEW.unit_id, NEW.item) ON CONFLICT DO NOTHING;
  UPDATE case_counter SET
    open = open + (NEW.phase = 'open'),
    ended = ended + (NEW.phase = 'ended'),
    unrated = unrated + (NEW.phase = 'ended' AND NEW.rating IS NULL),
    waiting = waiting + (NEW.state = 'unit_review')
    WHERE unit_id = NEW.unit_id AND item = NEW.item;
END;
