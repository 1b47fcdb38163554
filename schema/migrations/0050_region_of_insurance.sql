-- A unit says itself where it is registered (单位信息), and that region decides whose calendar, limits and run hold for
-- what it files, and whether filings are undone there. So it moves only when nothing of its insurance hangs on the old
-- one: nobody is insured by it, nothing was filed for a month that is not settled yet, no month of it is being settled,
-- and the new region has come as far, or else a month would be owed nowhere.
CREATE TRIGGER unit_insures_where_it_is BEFORE UPDATE OF region ON unit
WHEN NEW.region <> OLD.region AND (
  EXISTS (SELECT 1 FROM coverage c WHERE c.unit_id = OLD.id)
  OR EXISTS (SELECT 1 FROM settlement s WHERE s.unit_id = OLD.id AND s.done_at IS NULL)
  OR EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = OLD.id
    AND f.period > coalesce((SELECT max(b.month) FROM settlement_begun b WHERE b.region = OLD.region), ''))
  OR EXISTS (SELECT 1 FROM filing f WHERE f.unit_id = OLD.id)
    AND coalesce((SELECT max(b.month) FROM settlement_begun b WHERE b.region = NEW.region), '')
      < coalesce((SELECT max(b.month) FROM settlement_begun b WHERE b.region = OLD.region), ''))
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
