-- The OpenID provider, complete: pushed requests, refresh tokens, logout told to portals, and software of a unit.

ALTER TABLE client ADD COLUMN post_logout_redirect_uris TEXT NOT NULL DEFAULT '[]';
ALTER TABLE client ADD COLUMN backchannel_logout_uri TEXT;
-- The one unit that the software acts for; null for portals and for the government app.
ALTER TABLE client ADD COLUMN unit_id TEXT;
-- When software of a unit last got a token.
ALTER TABLE client ADD COLUMN used_at INTEGER;
-- One name, one app: a form that is sent twice opens one.
CREATE UNIQUE INDEX client_by_unit ON client (unit_id, name) WHERE unit_id IS NOT NULL;
CREATE TRIGGER client_ten_per_unit BEFORE INSERT ON client
WHEN NEW.unit_id IS NOT NULL AND (SELECT count(*) FROM client WHERE unit_id = NEW.unit_id) >= 10
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- An authorization request that a client sent ahead (RFC 9126); gone with the code that it leads to.
CREATE TABLE pushed_request (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  client_id TEXT NOT NULL,
  query TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pushed_request_by_end ON pushed_request (expires_at);

-- All that one code led to is a family: refresh tokens here, access tokens by the same `code_id`. A used one stays
-- until the session's end, so that it is known when it comes again.
CREATE TABLE refresh_token (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  client_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  code_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_token_by_code ON refresh_token (code_id);
CREATE INDEX refresh_token_by_session ON refresh_token (session_id);
CREATE INDEX refresh_token_by_end ON refresh_token (expires_at);

-- The clients that learned of a session, and so are told of its end.
CREATE TABLE session_client (
  session_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  PRIMARY KEY (session_id, client_id)
) STRICT, WITHOUT ROWID;

-- A client that is still to be told that a session has ended (OpenID Connect Back-Channel Logout 1.0).
CREATE TABLE logout_notice (
  session_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (session_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX logout_notice_by_turn ON logout_notice (next_at);

-- Whatever ends a session, its tokens end with it and its portals are told.
CREATE TRIGGER session_is_over AFTER DELETE ON session
BEGIN
  INSERT OR IGNORE INTO logout_notice (session_id, client_id, operator_id)
    SELECT OLD.id, c.id, OLD.operator_id FROM session_client s JOIN client c ON c.id = s.client_id
    WHERE s.session_id = OLD.id AND c.backchannel_logout_uri IS NOT NULL;
  DELETE FROM session_client WHERE session_id = OLD.id;
  DELETE FROM refresh_token WHERE session_id = OLD.id;
  DELETE FROM access_token WHERE session_id = OLD.id;
END;
