-- A filing period is over once its month is being settled, whatever the clock says of whoever judged a filing before that: the
-- run has passed the unit's persons, and what is filed into the month afterwards would be owed by nobody.
CREATE TRIGGER filing_before_settlement BEFORE INSERT ON filing WHEN EXISTS (
  SELECT 1 FROM unit u JOIN settlement_begun s ON s.region = u.region AND s.month >= NEW.period WHERE u.id = NEW.unit_id)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
