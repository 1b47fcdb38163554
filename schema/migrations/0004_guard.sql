-- A batch that must change something, or else change nothing at all, follows that statement with
-- `INSERT INTO guard SELECT changes()`: zero aborts the whole batch. No row is ever stored.
CREATE TABLE guard (held INTEGER NOT NULL) STRICT;
CREATE TRIGGER guard_holds BEFORE INSERT ON guard
BEGIN
  SELECT CASE WHEN NEW.held = 0 THEN RAISE(ABORT, 'guard') ELSE RAISE(IGNORE) END;
END;
