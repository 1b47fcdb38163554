-- The OpenID provider: clients, signing keys, codes, tokens.

-- Portals, the government app and, later, HR software. Lists are JSON arrays of strings.
CREATE TABLE client (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  auth_method TEXT NOT NULL CHECK (auth_method IN ('client_secret_basic', 'private_key_jwt')),
  secret_hash TEXT,
  jwks TEXT,
  grant_types TEXT NOT NULL,
  redirect_uris TEXT NOT NULL,
  origins TEXT NOT NULL,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  CHECK ((auth_method = 'client_secret_basic') = (secret_hash IS NOT NULL)),
  CHECK ((auth_method = 'private_key_jwt') = (jwks IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- A key is published from `created_at`, signs from `signs_from` until the next one does, and leaves
-- the published set at `gone_at`.
CREATE TABLE signing_key (
  id TEXT PRIMARY KEY,
  slot INTEGER NOT NULL UNIQUE,
  algorithm TEXT NOT NULL,
  public_jwk TEXT NOT NULL,
  private_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  signs_from INTEGER NOT NULL,
  gone_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE authorization_code (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  client_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  code_challenge TEXT NOT NULL,
  nonce TEXT,
  scope TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX authorization_code_by_age ON authorization_code (created_at);

CREATE TABLE access_token (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  client_id TEXT NOT NULL,
  session_id TEXT,
  code_id TEXT,
  scope TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX access_token_by_code ON access_token (code_id);
CREATE INDEX access_token_by_session ON access_token (session_id);
CREATE INDEX access_token_by_end ON access_token (expires_at);

-- Signed assertions that were seen, so that none is taken twice (RFC 7523, section 3).
CREATE TABLE seen_assertion (
  issuer TEXT NOT NULL,
  jti TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (issuer, jti)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_assertion_by_end ON seen_assertion (expires_at);
