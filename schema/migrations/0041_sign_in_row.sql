-- What 0023 and 0025 made a view, as a table that no row is ever stored in, like `guard`. An export of the database writes
-- triggers before views, so that a trigger on a view stops its restoring half way (docs/decisions/0042-restoring.md).
DROP VIEW sign_in;
CREATE TABLE sign_in (
  id TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  client_id TEXT,
  created_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  device TEXT NOT NULL,
  place TEXT NOT NULL,
  password TEXT,
  replaces_id TEXT,
  replaces_hash TEXT,
  address_sealed TEXT NOT NULL
) STRICT;

CREATE TRIGGER sign_in_opens BEFORE INSERT ON sign_in
BEGIN
  -- A password that was changed since it was checked opens nothing.
  SELECT RAISE(ABORT, 'guard') WHERE NOT EXISTS (
    SELECT 1 FROM operator WHERE unit_id = NEW.unit_id AND id = NEW.operator_id AND password = NEW.password);
  -- Refused by the triggers of `session` while the account is locked, and outside the operator's term.
  INSERT INTO session (id, secret_hash, unit_id, operator_id, client_id, way, amr, created_at, seen_at, ends_at, device, place)
  VALUES (NEW.id, NEW.secret_hash, NEW.unit_id, NEW.operator_id, NEW.client_id, 'password', '["pwd"]',
    NEW.created_at, NEW.created_at, NEW.ends_at, NEW.device, NEW.place);
  -- The session of this browser that it takes the place of, for whoever holds its secret.
  DELETE FROM session WHERE id = NEW.replaces_id AND secret_hash = NEW.replaces_hash;
  DELETE FROM sign_in_attempt WHERE account = NEW.operator_id;
  INSERT INTO audit (at, unit_id, actor, act, subject, result, device, place, address_sealed)
  VALUES (NEW.created_at, NEW.unit_id, 'operator:' || NEW.operator_id, 'sign_in', 'client:' || NEW.client_id, 'done',
    NEW.device, NEW.place, NEW.address_sealed);
  -- All of that stays; the row itself, with the password's hash, is kept nowhere.
  SELECT RAISE(IGNORE);
END;
