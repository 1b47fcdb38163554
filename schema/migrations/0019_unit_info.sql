-- What a unit says of itself beyond its registration. One row a unit; `version` grows with each change, so that of two
-- people who change it at once the second is told. Codes are those of schema/fields/unit-codes.ts.
CREATE TABLE unit_info (
  unit_id TEXT NOT NULL PRIMARY KEY REFERENCES unit (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  organisation_code TEXT CHECK (length(organisation_code) = 9),
  economic_type TEXT NOT NULL,
  nature TEXT NOT NULL,
  industry TEXT NOT NULL CHECK (industry GLOB '[A-T]'),
  affiliation TEXT NOT NULL,
  category TEXT NOT NULL,
  address_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_info_by_key ON unit_info (key_id);
