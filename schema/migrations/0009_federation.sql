-- Signing in by an outside system: the province's sign-in service, or the electronic business licence.

-- One try, bound to a browser by its cookie. `state_hash` is what the provider hands back; `kept_sealed` holds what only
-- we know of the try (nonce and verifier, or the licence's ticket and one-time code).
CREATE TABLE federation_attempt (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('sso', 'licence')),
  issuer TEXT NOT NULL,
  state_hash TEXT,
  kept_sealed TEXT NOT NULL,
  next TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'confirmed', 'refused', 'taken')),
  asked_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  CHECK ((way = 'sso') = (state_hash IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX federation_attempt_by_end ON federation_attempt (expires_at);

-- Whether a unit of this name is there under another credit code.
CREATE INDEX unit_by_name ON unit (name);
