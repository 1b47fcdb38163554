-- Which CAs' keys sign in, and what is known of revoked certificates (docs/decisions/0026-verifying-a-ca-key.md).

-- The trust list. `certificate` is DER in base64; the hashes are SHA-256 in hex, those of names over their DER. An answer on
-- a certificate of this CA counts for `fresh_hours` after it was made, or until it says itself. `local_client`: a client on
-- localhost signs with this CA's keys for any page, so that a signature alone does not say who asked for it.
CREATE TABLE ca_authority (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 60),
  kind TEXT NOT NULL CHECK (kind IN ('root', 'intermediate')),
  certificate TEXT NOT NULL CHECK (length(certificate) BETWEEN 100 AND 8192),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  subject_hash TEXT NOT NULL CHECK (length(subject_hash) = 64),
  issuer_hash TEXT NOT NULL CHECK (length(issuer_hash) = 64),
  serial TEXT NOT NULL CHECK (length(serial) BETWEEN 1 AND 40),
  not_after INTEGER NOT NULL,
  profile TEXT NOT NULL CHECK (length(profile) BETWEEN 2 AND 30),
  ocsp_url TEXT CHECK (ocsp_url LIKE 'http%' AND length(ocsp_url) <= 300),
  crl_url TEXT CHECK (crl_url LIKE 'http%' AND length(crl_url) <= 300),
  fresh_hours INTEGER NOT NULL CHECK (fresh_hours BETWEEN 1 AND 10000),
  local_client INTEGER NOT NULL CHECK (local_client IN (0, 1)),
  added_at INTEGER NOT NULL,
  stopped_at INTEGER,
  -- Nobody signs in by a CA that is asked nothing.
  CHECK (ocsp_url IS NOT NULL OR crl_url IS NOT NULL),
  CHECK (kind = 'intermediate' OR subject_hash = issuer_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX ca_authority_by_subject ON ca_authority (subject_hash) WHERE stopped_at IS NULL;
CREATE UNIQUE INDEX ca_authority_once ON ca_authority (fingerprint) WHERE stopped_at IS NULL;

-- The list of revoked certificates that a CA signed last, in times of its own; `tried_at` is ours. Before the first one came,
-- `this_update` is 0.
CREATE TABLE ca_crl (
  authority_id TEXT PRIMARY KEY REFERENCES ca_authority (id),
  this_update INTEGER NOT NULL DEFAULT 0,
  next_update INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER NOT NULL,
  CHECK (this_update <= next_update)
) STRICT, WITHOUT ROWID;

-- Serial numbers in lower-case hex.
CREATE TABLE ca_revoked (
  authority_id TEXT NOT NULL REFERENCES ca_authority (id),
  serial TEXT NOT NULL CHECK (length(serial) BETWEEN 1 AND 40),
  PRIMARY KEY (authority_id, serial)
) STRICT, WITHOUT ROWID;

-- The last OCSP answer on a certificate, in times of its own.
CREATE TABLE ca_ocsp (
  authority_id TEXT NOT NULL REFERENCES ca_authority (id),
  serial TEXT NOT NULL CHECK (length(serial) BETWEEN 1 AND 40),
  status TEXT NOT NULL CHECK (status IN ('good', 'revoked', 'unknown')),
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL CHECK (next_update >= this_update),
  PRIMARY KEY (authority_id, serial)
) STRICT, WITHOUT ROWID;
CREATE INDEX ca_ocsp_by_end ON ca_ocsp (next_update);

-- A CA that is stopped leaves nothing that would count once it is added again.
CREATE TRIGGER ca_authority_stopped AFTER UPDATE OF stopped_at ON ca_authority WHEN NEW.stopped_at IS NOT NULL
BEGIN
  DELETE FROM ca_crl WHERE authority_id = NEW.id;
  DELETE FROM ca_revoked WHERE authority_id = NEW.id;
  DELETE FROM ca_ocsp WHERE authority_id = NEW.id;
END;
