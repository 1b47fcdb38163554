-- A sign-in by password is one statement (docs/decisions/0025-trips-and-statements.md): a row put into this view. Nothing is
-- stored under its name; the trigger opens the session or refuses it, and writes what belongs to it.
CREATE VIEW sign_in AS
SELECT id, secret_hash, unit_id, operator_id, client_id, created_at, ends_at, device, place,
  NULL AS password, NULL AS replaces_id, NULL AS replaces_hash, NULL AS address_sealed
FROM session WHERE 0;

CREATE TRIGGER sign_in_opens INSTEAD OF INSERT ON sign_in
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
END;
