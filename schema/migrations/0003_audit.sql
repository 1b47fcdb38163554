-- Who did what, for which unit, when, from where and with what result. Rows are only ever added.

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  unit_id TEXT,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT,
  result TEXT NOT NULL,
  device TEXT NOT NULL,
  place TEXT NOT NULL,
  address_sealed TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_unit ON audit (unit_id, seq);

-- link(n) = HMAC(audit key, link(n-1) | row n), written by the scheduled sealer; a gap in seq or a
-- link that does not follow shows a removal or a change.
CREATE TABLE audit_link (
  seq INTEGER PRIMARY KEY,
  link TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
CREATE TRIGGER audit_is_never_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are never removed'); END;
CREATE TRIGGER audit_link_is_never_changed BEFORE UPDATE ON audit_link
BEGIN SELECT RAISE(ABORT, 'audit links are never changed'); END;
CREATE TRIGGER audit_link_is_never_removed BEFORE DELETE ON audit_link
BEGIN SELECT RAISE(ABORT, 'audit links are never removed'); END;
