-- Where a parcel is, is its carrier's to say (docs/decisions/0031-a-parcels-track.md); where the result of a case goes,
-- whoever files it chooses.

-- Both tables of 0021 again, because SQLite changes no CHECK: four states more, and a carrier's line is kept once.
CREATE TABLE parcel_new (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  carrier TEXT NOT NULL,
  waybill TEXT NOT NULL CHECK (length(waybill) BETWEEN 8 AND 30),
  case_number TEXT CHECK (length(case_number) BETWEEN 6 AND 40),
  -- Receiver, mobile, region and detail as one sealed text.
  receiver_sealed TEXT NOT NULL,
  -- As the carrier said last, or a clerk where no carrier does.
  state TEXT NOT NULL CHECK (state IN ('waiting', 'collected', 'travelling', 'delivering', 'troubled', 'forwarded',
    'declined', 'returning', 'delivered', 'returned')),
  key_id TEXT NOT NULL,
  clerk_id TEXT NOT NULL REFERENCES clerk (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, waybill, carrier)
) STRICT, WITHOUT ROWID;
INSERT INTO parcel_new (unit_id, id, carrier, waybill, case_number, receiver_sealed, state, key_id, clerk_id, created_at)
  SELECT unit_id, id, carrier, waybill, case_number, receiver_sealed, state, key_id, clerk_id, created_at FROM parcel;

CREATE TABLE parcel_event_new (
  unit_id TEXT NOT NULL,
  parcel_id TEXT NOT NULL,
  -- Sorts by the time at which it happened.
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'collected', 'travelling', 'delivering', 'troubled', 'forwarded',
    'declined', 'returning', 'delivered', 'returned')),
  note_sealed TEXT,
  -- Keyed hash of time and words: a carrier tells its whole track every time. Null for what a clerk wrote.
  line_index TEXT,
  key_id TEXT NOT NULL,
  PRIMARY KEY (unit_id, parcel_id, id),
  UNIQUE (unit_id, parcel_id, line_index),
  FOREIGN KEY (unit_id, parcel_id) REFERENCES parcel_new (unit_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO parcel_event_new (unit_id, parcel_id, id, at, state, note_sealed, key_id)
  SELECT unit_id, parcel_id, id, at, state, note_sealed, key_id FROM parcel_event;

DROP TABLE parcel_event;
DROP TABLE parcel;
ALTER TABLE parcel_new RENAME TO parcel;
ALTER TABLE parcel_event_new RENAME TO parcel_event;
CREATE INDEX parcel_by_case ON parcel (unit_id, case_number) WHERE case_number IS NOT NULL;
CREATE INDEX parcel_by_clerk ON parcel (clerk_id, created_at);
CREATE INDEX parcel_by_key ON parcel (key_id);
CREATE INDEX parcel_by_waybill ON parcel (carrier, waybill);
CREATE INDEX parcel_event_by_key ON parcel_event (key_id);
-- Nothing happens to what was handed over or sent back.
CREATE TRIGGER parcel_event_ends BEFORE INSERT ON parcel_event
WHEN (SELECT state FROM parcel WHERE unit_id = NEW.unit_id AND id = NEW.parcel_id) IN ('delivered', 'returned')
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER parcel_ends BEFORE UPDATE OF state ON parcel
WHEN OLD.state IN ('delivered', 'returned') AND NEW.state <> OLD.state
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- A waybill that the carriers are asked about, whichever units have a parcel of that number: they lock one that anybody
-- asks about more than every half hour. Whoever asks takes it first, by a conditional update of `asked_at`.
CREATE TABLE waybill (
  carrier TEXT NOT NULL,
  number TEXT NOT NULL,
  asked_at INTEGER NOT NULL DEFAULT 0,
  answered_at INTEGER,
  -- When the clock asks next; null once there is nothing more to ask for.
  ask_at INTEGER,
  -- What went wrong the last time.
  fault TEXT CHECK (fault IN ('timeout', 'unavailable', 'refused', 'limited', 'bad_signature', 'nonsense')),
  PRIMARY KEY (carrier, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX waybill_by_turn ON waybill (ask_at) WHERE ask_at IS NOT NULL;
-- What is on its way already is asked about from now on. Nobody can be asked about 其他快递.
INSERT OR IGNORE INTO waybill (carrier, number, ask_at)
  SELECT carrier, waybill, created_at FROM parcel WHERE carrier <> 'other' AND state NOT IN ('delivered', 'returned');

-- By which way the result comes, and to whom and where: the address as it was when the form was kept, sealed.
ALTER TABLE case_form ADD COLUMN delivery_sealed TEXT;
