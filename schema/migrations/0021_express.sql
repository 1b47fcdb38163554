-- What is sent to a unit by express, and where it is. Put in by the counter until the carriers tell by themselves.

CREATE TABLE parcel (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  carrier TEXT NOT NULL,
  waybill TEXT NOT NULL CHECK (length(waybill) BETWEEN 8 AND 30),
  case_number TEXT CHECK (length(case_number) BETWEEN 6 AND 40),
  -- Receiver, mobile, region and detail as one sealed text.
  receiver_sealed TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('waiting', 'collected', 'travelling', 'delivering', 'delivered', 'returned')),
  key_id TEXT NOT NULL,
  clerk_id TEXT NOT NULL REFERENCES clerk (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, waybill, carrier)
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_by_case ON parcel (unit_id, case_number) WHERE case_number IS NOT NULL;
CREATE INDEX parcel_by_clerk ON parcel (clerk_id, created_at);
CREATE INDEX parcel_by_key ON parcel (key_id);

-- What happened to it, in its order. A parcel's state is that of its last event.
CREATE TABLE parcel_event (
  unit_id TEXT NOT NULL,
  parcel_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('waiting', 'collected', 'travelling', 'delivering', 'delivered', 'returned')),
  note_sealed TEXT,
  key_id TEXT NOT NULL,
  PRIMARY KEY (unit_id, parcel_id, id),
  FOREIGN KEY (unit_id, parcel_id) REFERENCES parcel (unit_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_event_by_key ON parcel_event (key_id);
-- Nothing happens to what was handed over or sent back.
CREATE TRIGGER parcel_event_ends BEFORE INSERT ON parcel_event
WHEN (SELECT state FROM parcel WHERE unit_id = NEW.unit_id AND id = NEW.parcel_id) IN ('delivered', 'returned')
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER parcel_is_where_it_was_seen AFTER INSERT ON parcel_event
BEGIN
  UPDATE parcel SET state = NEW.state WHERE unit_id = NEW.unit_id AND id = NEW.parcel_id;
END;
