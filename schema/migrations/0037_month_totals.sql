-- What a settlement month comes to, summed once and kept until something is added to it: fifteen thousand rows are not read
-- for every look at a page (docs/decisions/0037-encrypted-exports.md). `insurance` is empty for all of them together.
CREATE TABLE month_total (
  unit_id TEXT NOT NULL,
  settlement_month TEXT NOT NULL,
  insurance TEXT NOT NULL,
  persons INTEGER NOT NULL,
  unit_fen INTEGER NOT NULL,
  person_fen INTEGER NOT NULL,
  PRIMARY KEY (unit_id, settlement_month, insurance)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER month_total_is_of_all AFTER INSERT ON contribution BEGIN
  DELETE FROM month_total WHERE unit_id = NEW.unit_id AND settlement_month = NEW.settlement_month;
END;
