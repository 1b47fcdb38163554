-- What the administration says of a service item at run time, from a day on. Rows are only ever added: the
-- one with the latest day that has come, and of those the last, holds. What is NULL is as the catalogue has it.
CREATE TABLE item_setting (
  item TEXT NOT NULL, -- a code of schema/catalogue.ts
  id TEXT NOT NULL, -- sortable
  from_day TEXT NOT NULL CHECK (from_day GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  words TEXT CHECK (length(words) BETWEEN 1 AND 300), -- said in place of 办理 while it is closed
  notice TEXT CHECK (length(notice) BETWEEN 1 AND 300), -- said above the guide
  guide TEXT CHECK (json_valid(guide)), -- who, time, cost, steps
  regions TEXT CHECK (json_valid(regions)), -- codes, the only ones that have it
  clerk_id TEXT NOT NULL REFERENCES clerk (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (item, id),
  CHECK (open = 1 OR words IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_setting_by_day ON item_setting (item, from_day, id);
CREATE TRIGGER item_setting_stays BEFORE UPDATE ON item_setting BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER item_setting_is_kept BEFORE DELETE ON item_setting BEGIN SELECT RAISE(ABORT, 'guard'); END;
