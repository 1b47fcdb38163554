-- Items that an operator wants at hand.
CREATE TABLE favourite_item (
  unit_id TEXT NOT NULL,
  operator_id TEXT NOT NULL,
  item TEXT NOT NULL, -- a code of schema/catalogue.ts
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, operator_id, item),
  FOREIGN KEY (unit_id, operator_id) REFERENCES operator (unit_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
