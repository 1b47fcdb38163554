-- One question that a program finds harder than a person: a picture to complete, or words to read.
-- It takes one answer, right or wrong; what the answer is stays sealed.
CREATE TABLE puzzle (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL, -- the flow that it stands in front of
  kind TEXT NOT NULL CHECK (kind IN ('slider', 'words')),
  answer_sealed TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'solved', 'failed')),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX puzzle_by_owner ON puzzle (owner, status);
CREATE INDEX puzzle_by_end ON puzzle (expires_at);
