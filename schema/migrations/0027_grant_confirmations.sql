-- A person confirms in the hall what a unit grants them: the face first, then a password of their own. One at a time for
-- each person; begun anew, it takes the place of the one before. It belongs to the session that began it.
CREATE TABLE grant_confirmation (
  person_id TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  offer_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('face', 'password', 'done')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL CHECK (expires_at > created_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX grant_confirmation_by_end ON grant_confirmation (expires_at);
