-- Notices of the administration, and how they are found.

CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('announcement', 'publicity')),
  title TEXT NOT NULL CHECK (length(title) BETWEEN 2 AND 100),
  body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 20000),
  issuer TEXT NOT NULL CHECK (length(issuer) BETWEEN 2 AND 60),
  published_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_by_day ON notice (published_at, id);

-- Every two neighbouring characters of a title, and its last one. A word of two characters is found by it, which
-- SQLite's trigrams cannot do; and D1 exports no database that has a virtual table (docs/decisions/0021-cases.md).
CREATE TABLE notice_pair (
  pair TEXT NOT NULL,
  notice_id TEXT NOT NULL REFERENCES notice (id),
  PRIMARY KEY (pair, notice_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER notice_is_found AFTER INSERT ON notice
BEGIN
  INSERT OR IGNORE INTO notice_pair (pair, notice_id)
    WITH RECURSIVE at (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM at WHERE n < length(NEW.title))
    SELECT substr(lower(NEW.title), n, 2), NEW.id FROM at;
END;
CREATE TRIGGER notice_has_another_title AFTER UPDATE OF title ON notice
BEGIN
  DELETE FROM notice_pair WHERE notice_id = NEW.id AND pair IN (
    WITH RECURSIVE at (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM at WHERE n < length(OLD.title))
    SELECT substr(lower(OLD.title), n, 2) FROM at);
  INSERT OR IGNORE INTO notice_pair (pair, notice_id)
    WITH RECURSIVE at (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM at WHERE n < length(NEW.title))
    SELECT substr(lower(NEW.title), n, 2), NEW.id FROM at;
END;
