-- Rosters: spreadsheets of filings that a unit handed in (docs/decisions/0038-batches.md). File and rows lie in R2, sealed
-- under a key that the row holds; here is how far the work is, and what became of each row.

CREATE TABLE roster (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL, -- sortable
  template TEXT NOT NULL CHECK (template IN ('enrolment', 'termination', 'basic-data', 'base-adjustment')),
  period TEXT NOT NULL CHECK (length(period) = 7), -- the filing period, or else the month, in which it was handed in
  format TEXT NOT NULL CHECK (format IN ('xlsx', 'csv')), -- by its content
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 20971520),
  -- `failed`: nothing of the file was filed, and `problem` says why.
  state TEXT NOT NULL CHECK (state IN ('waiting', 'working', 'done', 'failed')),
  problem TEXT,
  rows INTEGER NOT NULL DEFAULT 0 CHECK (rows >= 0),
  done INTEGER NOT NULL DEFAULT 0 CHECK (done >= 0),
  failed INTEGER NOT NULL DEFAULT 0 CHECK (failed >= 0),
  digest_index TEXT NOT NULL,
  about_sealed TEXT NOT NULL, -- JSON: what the file is called, and its SHA-256
  head_sealed TEXT, -- JSON, once it was read: its headers, and which of them is which column of the template
  file_key_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  handed_by TEXT NOT NULL, -- operator:<id> or client:<id>
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  -- How often its reading was begun, until when whoever reads it has it, and when the queue was last asked.
  tries INTEGER NOT NULL DEFAULT 0,
  taken_until INTEGER NOT NULL DEFAULT 0,
  asked_at INTEGER NOT NULL,
  -- Whether the same file leads here: not if nothing of it was filed.
  holds INTEGER NOT NULL DEFAULT 1 CHECK (holds IN (0, 1)),
  -- Whether file and rows are still there.
  kept INTEGER NOT NULL DEFAULT 1 CHECK (kept IN (0, 1)),
  PRIMARY KEY (unit_id, id),
  CHECK ((state = 'failed') = (problem IS NOT NULL)),
  CHECK ((state IN ('done', 'failed')) = (ended_at IS NOT NULL)),
  CHECK (state NOT IN ('working', 'done') OR head_sealed IS NOT NULL),
  CHECK (done + failed <= rows),
  CHECK (state <> 'done' OR done + failed = rows)
) STRICT, WITHOUT ROWID;
-- The same file twice in a filing period is one job.
CREATE UNIQUE INDEX roster_once ON roster (unit_id, template, period, digest_index) WHERE holds = 1;
CREATE INDEX roster_by_key ON roster (key_id);
CREATE INDEX roster_unread ON roster (asked_at) WHERE state = 'waiting';
CREATE INDEX roster_over ON roster (ended_at) WHERE ended_at IS NOT NULL AND kept = 1;

-- What runs at once: whole offices never have so many, a program that fills the queue does.
CREATE TRIGGER roster_twenty_at_once BEFORE INSERT ON roster
WHEN (SELECT count(*) FROM roster WHERE unit_id = NEW.unit_id AND ended_at IS NULL) >= 20
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE INDEX roster_running ON roster (unit_id) WHERE ended_at IS NULL;
-- What ended stays as it ended.
CREATE TRIGGER roster_ended_for_good BEFORE UPDATE OF state, rows, done, failed, problem ON roster
WHEN OLD.ended_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- Some rows of a roster, which are done together or not at all. A chunk that cannot be done whole is cut in two.
CREATE TABLE roster_chunk (
  unit_id TEXT NOT NULL,
  roster_id TEXT NOT NULL,
  first_row INTEGER NOT NULL CHECK (first_row > 0), -- as counted in the spreadsheet
  last_row INTEGER NOT NULL,
  rows INTEGER NOT NULL CHECK (rows > 0),
  -- Where its rows lie among those of the roster: the piece, where it begins, how long it is, how many rows stand before.
  piece INTEGER NOT NULL,
  piece_at INTEGER NOT NULL,
  piece_bytes INTEGER NOT NULL,
  skip INTEGER NOT NULL DEFAULT 0,
  finished INTEGER NOT NULL DEFAULT 0 CHECK (finished IN (0, 1)),
  done INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  results_sealed TEXT, -- JSON: what became of the rows that were not filed just as they stand
  key_id TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  taken_until INTEGER NOT NULL DEFAULT 0,
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, roster_id, first_row),
  FOREIGN KEY (unit_id, roster_id) REFERENCES roster (unit_id, id),
  CHECK (last_row >= first_row),
  CHECK (finished = 0 OR done + failed = rows),
  CHECK ((finished = 1) = (results_sealed IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX roster_chunk_by_key ON roster_chunk (key_id);
CREATE INDEX roster_chunk_unfinished ON roster_chunk (asked_at) WHERE finished = 0;
CREATE INDEX roster_chunk_open ON roster_chunk (unit_id, roster_id, first_row) WHERE finished = 0;
CREATE INDEX roster_chunk_failed ON roster_chunk (unit_id, roster_id, first_row) WHERE failed > 0;

-- Done once is done for good: neither the queue nor the clock can have it done again.
CREATE TRIGGER roster_chunk_once BEFORE UPDATE OF finished, done, failed ON roster_chunk WHEN OLD.finished = 1
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
