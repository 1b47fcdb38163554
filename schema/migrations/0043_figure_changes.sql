-- Who set which rate, base or calendar to what, and when; the figures themselves are in the ledger's tables (0034). Only ever added to.
CREATE TABLE figure_change (
  id TEXT PRIMARY KEY, -- sortable
  figure TEXT NOT NULL CHECK (figure IN ('rate', 'base', 'calendar')),
  about TEXT NOT NULL, -- whose figure, in words
  from_month TEXT NOT NULL,
  value TEXT NOT NULL, -- in words
  clerk_id TEXT NOT NULL REFERENCES clerk (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER figure_change_stays BEFORE UPDATE ON figure_change BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER figure_change_is_kept BEFORE DELETE ON figure_change BEGIN SELECT RAISE(ABORT, 'guard'); END;
