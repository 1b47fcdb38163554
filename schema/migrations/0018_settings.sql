-- What an operator keeps up of their own account for a unit: another mobile, and where parcels are sent.

-- One change of mobile at a time for each operator: the face first, then a code to the new number. Begun anew, it takes
-- the place of the one before. It belongs to the session that began it.
CREATE TABLE mobile_change (
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  session_id TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('face', 'number', 'done')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
  PRIMARY KEY (unit_id, operator_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mobile_change_by_end ON mobile_change (expires_at);

-- Receiver, mobile, region and detail as one sealed text: they are only ever read together.
CREATE TABLE delivery_address (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  operator_id TEXT NOT NULL,
  id TEXT NOT NULL,
  content_sealed TEXT NOT NULL,
  is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, operator_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX delivery_address_one_default ON delivery_address (unit_id, operator_id) WHERE is_default = 1;
CREATE INDEX delivery_address_by_key ON delivery_address (key_id);
CREATE TRIGGER delivery_address_ten_each BEFORE INSERT ON delivery_address
WHEN (SELECT count(*) FROM delivery_address WHERE unit_id = NEW.unit_id AND operator_id = NEW.operator_id) >= 10
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
-- Whoever acts no more for the unit leaves nothing of their own behind.
CREATE TRIGGER operator_leaves_settings AFTER DELETE ON operator
BEGIN
  DELETE FROM delivery_address WHERE unit_id = OLD.unit_id AND operator_id = OLD.id;
  DELETE FROM mobile_change WHERE unit_id = OLD.unit_id AND operator_id = OLD.id;
END;
