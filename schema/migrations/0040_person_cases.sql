-- Cases that persons file for themselves (docs/decisions/0040-a-persons-own-cases.md): the twins of the units' tables, column for
-- column, so that one engine serves both. A person reviews nothing before the office gets it, and has few enough to count.

CREATE TABLE person_case (
  person_id TEXT NOT NULL REFERENCES person (id),
  id TEXT NOT NULL,
  item TEXT NOT NULL, -- a code of schema/catalogue.ts
  region TEXT NOT NULL CHECK (length(region) = 6), -- where the person asked for it
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'accepted', 'supplement', 'in_review', 'done', 'refused',
    'withdrawn')),
  phase TEXT NOT NULL CHECK (phase = CASE state WHEN 'draft' THEN 'draft' WHEN 'withdrawn' THEN 'withdrawn'
    WHEN 'done' THEN 'ended' WHEN 'refused' THEN 'ended' ELSE 'open' END),
  back_to TEXT CHECK (back_to IN ('submitted', 'accepted', 'in_review')),
  case_number TEXT UNIQUE CHECK (length(case_number) = 16 AND case_number GLOB '20[0-9][0-9][01][0-9][0-3][0-9]*'
    AND case_number NOT GLOB '*[^0-9]*'),
  created_by TEXT NOT NULL, -- the person
  created_at INTEGER NOT NULL,
  submitted_at INTEGER,
  accepted_at INTEGER,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome IN ('passed', 'failed')),
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  rated_at INTEGER,
  clerk_id TEXT REFERENCES clerk (id),
  listed_at INTEGER NOT NULL,
  PRIMARY KEY (person_id, id),
  CHECK (created_by = person_id),
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
CREATE INDEX person_case_by_day ON person_case (person_id, listed_at, id);
CREATE INDEX person_case_by_phase ON person_case (person_id, phase, listed_at, id);
CREATE INDEX person_case_by_item ON person_case (person_id, item, listed_at, id);
CREATE INDEX person_case_unrated ON person_case (person_id, listed_at, id) WHERE phase = 'ended' AND rating IS NULL;
CREATE INDEX person_case_queue ON person_case (state, submitted_at, id) WHERE phase = 'open';
CREATE INDEX person_case_queue_of_city ON person_case (substr(region, 1, 4), state, submitted_at, id) WHERE phase = 'open';
CREATE INDEX person_case_by_clerk ON person_case (clerk_id, submitted_at, id) WHERE phase = 'open' AND clerk_id IS NOT NULL;

CREATE TRIGGER person_case_twenty_drafts BEFORE INSERT ON person_case
WHEN NEW.phase = 'draft' AND (SELECT count(*) FROM person_case WHERE person_id = NEW.person_id AND phase = 'draft') >= 20
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER person_case_ended_for_good BEFORE UPDATE ON person_case
WHEN OLD.phase IN ('ended', 'withdrawn') AND (NEW.state <> OLD.state OR NEW.outcome IS NOT OLD.outcome
  OR NEW.case_number <> OLD.case_number OR OLD.rating IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER person_case_is_kept BEFORE DELETE ON person_case WHEN OLD.phase <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

CREATE TABLE person_case_form (
  person_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  form_sealed TEXT NOT NULL,
  delivery_sealed TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  key_id TEXT NOT NULL,
  PRIMARY KEY (person_id, case_id),
  FOREIGN KEY (person_id, case_id) REFERENCES person_case (person_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_case_form_by_key ON person_case_form (key_id);

CREATE TABLE person_case_event (
  person_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  event TEXT NOT NULL,
  actor TEXT NOT NULL, -- person:<id> or clerk:<id>
  words_sealed TEXT,
  key_id TEXT NOT NULL,
  PRIMARY KEY (person_id, case_id, seq),
  FOREIGN KEY (person_id, case_id) REFERENCES person_case (person_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_case_event_by_key ON person_case_event (key_id);
CREATE TRIGGER person_case_event_is_never_changed BEFORE UPDATE ON person_case_event
WHEN NEW.person_id <> OLD.person_id OR NEW.case_id <> OLD.case_id OR NEW.seq <> OLD.seq OR NEW.at <> OLD.at
  OR NEW.event <> OLD.event OR NEW.actor <> OLD.actor OR NEW.key_id = OLD.key_id
  OR (NEW.words_sealed IS NULL) <> (OLD.words_sealed IS NULL)
BEGIN
  SELECT RAISE(ABORT, 'case events are never changed');
END;
CREATE TRIGGER person_case_event_is_never_removed BEFORE DELETE ON person_case_event
BEGIN
  SELECT RAISE(ABORT, 'case events are never removed');
END;

CREATE TABLE person_case_file (
  person_id TEXT NOT NULL,
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
  PRIMARY KEY (person_id, case_id, id),
  FOREIGN KEY (person_id, case_id) REFERENCES person_case (person_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_case_file_by_key ON person_case_file (key_id);
CREATE TRIGGER person_case_file_twenty BEFORE INSERT ON person_case_file
WHEN (SELECT count(*) FROM person_case_file WHERE person_id = NEW.person_id AND case_id = NEW.case_id) >= 20
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER person_case_file_is_kept BEFORE DELETE ON person_case_file WHEN OLD.submitted = 1
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
