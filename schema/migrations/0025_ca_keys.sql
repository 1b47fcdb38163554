-- Signing in with a CA key: challenges, the keys of a unit, the devices they may be used on alone
-- (docs/decisions/0028-what-a-key-is-worth.md).

-- What a page had signed. `secret_hash`: of what only that page knows; the key sees the nonce alone.
CREATE TABLE ca_challenge (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  nonce TEXT NOT NULL CHECK (length(nonce) = 43),
  purpose TEXT NOT NULL CHECK (purpose IN ('login', 'bind')),
  client_id TEXT, -- the portal whose sign-in it is; none on the hall itself
  session_id TEXT, -- the session that binds a key
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
  CHECK ((purpose = 'bind') = (session_id IS NOT NULL)),
  CHECK (client_id IS NULL OR purpose = 'login')
) STRICT, WITHOUT ROWID;
CREATE INDEX ca_challenge_by_end ON ca_challenge (expires_at);

-- A key that was bound to a unit. `issuer`, a hash of the issuing CA's name (`ca_authority.subject_hash`), and `serial` are
-- the certificate; a renewal stays with the issuer. Removed ones stay, so that they are known when they come again.
CREATE TABLE ca_key (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  issuer TEXT NOT NULL CHECK (length(issuer) = 64),
  serial TEXT NOT NULL CHECK (serial NOT GLOB '*[^0-9a-f]*' AND length(serial) BETWEEN 1 AND 40),
  valid_until INTEGER NOT NULL,
  bound_at INTEGER NOT NULL,
  bound_by TEXT, -- the operator whose word it was; none where a renewal went by the key before it
  bound_how TEXT NOT NULL CHECK (bound_how IN ('first_use', 'center', 'renewal')),
  used_at INTEGER,
  removed_at INTEGER,
  removed_by TEXT,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, issuer, serial),
  CHECK ((removed_at IS NULL) = (removed_by IS NULL)),
  CHECK (bound_by IS NOT NULL OR bound_how = 'renewal')
) STRICT, WITHOUT ROWID;
-- A unit has a handful; expired ones take no room.
CREATE TRIGGER ca_key_twenty BEFORE INSERT ON ca_key
WHEN (SELECT count(*) FROM ca_key WHERE unit_id = NEW.unit_id AND removed_at IS NULL AND valid_until > NEW.bound_at) >= 20
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- A browser that the legal representative has vouched for: the thumbprint (RFC 7638) of its extension's own key.
CREATE TABLE ca_device (
  unit_id TEXT NOT NULL,
  key_id TEXT NOT NULL,
  thumbprint TEXT NOT NULL CHECK (length(thumbprint) = 43),
  device TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  enrolled_by TEXT NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, key_id, thumbprint),
  FOREIGN KEY (unit_id, key_id) REFERENCES ca_key (unit_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
-- Extensions that were installed anew leave devices behind that are none any more: the newest twenty stay.
CREATE TRIGGER ca_device_twenty AFTER INSERT ON ca_device
BEGIN
  DELETE FROM ca_device WHERE unit_id = NEW.unit_id AND key_id = NEW.key_id AND thumbprint NOT IN (
    SELECT thumbprint FROM ca_device WHERE unit_id = NEW.unit_id AND key_id = NEW.key_id
    ORDER BY used_at DESC, thumbprint LIMIT 20);
END;

-- What a page waits for may be less than anything: only one unit, and of it only the legal representative by their face.
ALTER TABLE waiting_sign_in ADD COLUMN way TEXT NOT NULL DEFAULT 'app' CHECK (way IN ('app', 'ca'));
ALTER TABLE waiting_sign_in ADD COLUMN only_unit TEXT;
ALTER TABLE waiting_sign_in ADD COLUMN only_representative INTEGER NOT NULL DEFAULT 0
  CHECK (only_representative IN (0, 1) AND (only_representative = 0 OR only_unit IS NOT NULL));
-- What the page had proved before it waited, by RFC 8176 (JSON).
ALTER TABLE waiting_sign_in ADD COLUMN amr_before TEXT NOT NULL DEFAULT '[]';

-- The key that a page had proved before it waited, and what becomes of it when the phone says yes.
CREATE TABLE ca_proof (
  waiting_id TEXT PRIMARY KEY REFERENCES waiting_sign_in (id) ON DELETE CASCADE,
  unit_id TEXT NOT NULL,
  issuer TEXT NOT NULL,
  serial TEXT NOT NULL,
  valid_until INTEGER NOT NULL,
  binds TEXT CHECK (binds IN ('first_use', 'center', 'renewal')), -- none where it is bound already
  why TEXT NOT NULL CHECK (why IN ('first_use', 'center', 'who', 'browser')), -- why a phone is asked
  thumbprint TEXT, -- of the device that is enrolled with it
  device TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A session may have come from a key: `way` may be `ca`, and `ca_key` says which. The table is made anew, for a CHECK cannot
-- be changed; what else names it is dropped before and made again after, word for word.
DROP TRIGGER operator_removed;
DROP TRIGGER operator_sessions;
DROP VIEW sign_in;
DROP TRIGGER widget_pass_needs_session;
CREATE TABLE session_anew (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  client_id TEXT,
  way TEXT NOT NULL CHECK (way IN ('password', 'app', 'sso', 'licence', 'ca')),
  amr TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > created_at),
  device TEXT NOT NULL,
  place TEXT NOT NULL,
  ca_key TEXT,
  CHECK ((way = 'ca') = (ca_key IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO session_anew (id, secret_hash, unit_id, operator_id, client_id, way, amr, created_at, seen_at, ends_at, device, place)
  SELECT id, secret_hash, unit_id, operator_id, client_id, way, amr, created_at, seen_at, ends_at, device, place FROM session;
DROP TABLE session;
ALTER TABLE session_anew RENAME TO session;
CREATE INDEX session_by_operator ON session (unit_id, operator_id, created_at);
CREATE INDEX session_by_end ON session (ends_at);
CREATE TRIGGER session_waits_for_lock BEFORE INSERT ON session
WHEN NEW.way = 'password' AND EXISTS (
  SELECT 1 FROM sign_in_attempt WHERE account = NEW.operator_id AND locked_until > NEW.created_at
)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
CREATE TRIGGER session_is_over AFTER DELETE ON session
BEGIN
  INSERT OR IGNORE INTO logout_notice (session_id, client_id, operator_id)
    SELECT OLD.id, c.id, OLD.operator_id FROM session_client s JOIN client c ON c.id = s.client_id
    WHERE s.session_id = OLD.id AND c.backchannel_logout_uri IS NOT NULL;
  DELETE FROM session_client WHERE session_id = OLD.id;
  DELETE FROM refresh_token WHERE session_id = OLD.id;
  DELETE FROM access_token WHERE session_id = OLD.id;
END;
CREATE TRIGGER session_is_over_for_widgets AFTER DELETE ON session
BEGIN
  DELETE FROM widget_pass WHERE session_id = OLD.id;
END;
CREATE TRIGGER widget_pass_needs_session BEFORE INSERT ON widget_pass
WHEN NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id)
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER session_within_grant BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM operator WHERE unit_id = NEW.unit_id AND id = NEW.operator_id
    AND (suspended = 1 OR acts_from > NEW.created_at OR acts_until <= NEW.created_at))
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER session_ends_with_grant AFTER INSERT ON session
WHEN (SELECT acts_until FROM operator WHERE unit_id = NEW.unit_id AND id = NEW.operator_id) < NEW.ends_at
BEGIN
  UPDATE session SET ends_at = (SELECT acts_until FROM operator WHERE unit_id = NEW.unit_id AND id = NEW.operator_id)
  WHERE id = NEW.id;
END;
CREATE TRIGGER operator_sessions AFTER UPDATE OF acts_from, acts_until, suspended ON operator
BEGIN
  DELETE FROM session WHERE unit_id = NEW.unit_id AND operator_id = NEW.id
    AND (NEW.suspended = 1 OR NEW.acts_from > NEW.changed_at OR NEW.acts_until <= NEW.changed_at);
  UPDATE session SET ends_at = NEW.acts_until
  WHERE unit_id = NEW.unit_id AND operator_id = NEW.id AND ends_at > NEW.acts_until;
END;
CREATE TRIGGER operator_removed AFTER DELETE ON operator
BEGIN
  UPDATE operator SET suspended = 1, changed_at = OLD.changed_at, changed_by = OLD.changed_by
  WHERE unit_id = OLD.unit_id AND granted_by = OLD.id AND suspended = 0;
  DELETE FROM grant_offer WHERE unit_id = OLD.unit_id AND granted_by = OLD.id;
  DELETE FROM scope_request WHERE unit_id = OLD.unit_id AND operator_id = OLD.id;
  DELETE FROM session WHERE unit_id = OLD.unit_id AND operator_id = OLD.id;
  INSERT INTO grant_event
  SELECT OLD.unit_id, coalesce(max(seq), 0) + 1, OLD.id, OLD.changed_at, 'removed', OLD.role, OLD.scope, OLD.acts_from,
         OLD.acts_until, OLD.suspended, OLD.granted_by, OLD.changed_by, OLD.name_sealed, OLD.key_id
  FROM grant_event WHERE unit_id = OLD.unit_id;
END;

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

-- A key that the unit removed, or that was never bound, opens nothing, by whatever statement; …
CREATE TRIGGER session_needs_its_key BEFORE INSERT ON session
WHEN NEW.way = 'ca' AND NOT EXISTS (
  SELECT 1 FROM ca_key WHERE unit_id = NEW.unit_id AND id = NEW.ca_key AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER session_uses_its_key AFTER INSERT ON session WHEN NEW.way = 'ca'
BEGIN UPDATE ca_key SET used_at = NEW.created_at WHERE unit_id = NEW.unit_id AND id = NEW.ca_key; END;
-- … and what it had opened ends with it.
CREATE TRIGGER ca_key_removed AFTER UPDATE OF removed_at ON ca_key WHEN NEW.removed_at IS NOT NULL
BEGIN
  DELETE FROM session WHERE unit_id = NEW.unit_id AND ca_key = NEW.id;
  DELETE FROM ca_device WHERE unit_id = NEW.unit_id AND key_id = NEW.id;
END;
