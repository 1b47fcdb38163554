-- A page that shows a code and waits until somebody confirms on their phone that they sign in by it.
CREATE TABLE waiting_sign_in (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL, -- of what only that page knows
  account TEXT NOT NULL CHECK (account IN ('unit', 'person')),
  client_id TEXT, -- the portal whose page it is; none on the hall itself
  asks TEXT NOT NULL, -- what the phone shows: from which device and place, for which portal (JSON)
  status TEXT NOT NULL CHECK (status IN ('waiting', 'confirmed', 'refused', 'used')),
  -- Who confirmed: an operator of a unit, or a person.
  unit_id TEXT,
  operator_id TEXT,
  person_id TEXT,
  amr TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  CHECK (account = 'unit' OR client_id IS NULL),
  CHECK ((status IN ('confirmed', 'used')) = (amr IS NOT NULL)),
  CHECK ((amr IS NOT NULL AND account = 'unit') = (unit_id IS NOT NULL)),
  CHECK ((unit_id IS NULL) = (operator_id IS NULL)),
  CHECK ((amr IS NOT NULL AND account = 'person') = (person_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_sign_in_by_end ON waiting_sign_in (expires_at);
