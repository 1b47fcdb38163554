-- Notices are written at the counter: a draft first, then published, withdrawn where it was wrong. What was published once
-- stays, so that a link to it says that it was withdrawn.
ALTER TABLE notice ADD COLUMN state TEXT NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'withdrawn'));
-- Whoever keeps something else meanwhile is noticed by it.
ALTER TABLE notice ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
DROP INDEX notice_by_day;
CREATE INDEX notice_by_day ON notice (state, published_at, id);
CREATE INDEX notice_by_time ON notice (published_at, id);

-- Files that go with a notice, for everybody to have: in R2 as they came.
CREATE TABLE notice_file (
  notice_id TEXT NOT NULL REFERENCES notice (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  type TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (notice_id, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER notice_file_ten_each BEFORE INSERT ON notice_file
WHEN (SELECT count(*) FROM notice_file WHERE notice_id = NEW.notice_id) >= 10
BEGIN SELECT RAISE(ABORT, 'guard'); END;
-- Of the words that a notice is found by, which change with its title.
CREATE INDEX notice_pair_by_notice ON notice_pair (notice_id);
