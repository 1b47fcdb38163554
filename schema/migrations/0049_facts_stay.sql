-- What 0034 calls facts is held as such. Of basic data what is sealed alone is written anew, by a new key.
CREATE TRIGGER insured_data_stays BEFORE UPDATE OF insured_id, id, unit_id, filing_id, has_household, created_at ON insured_data
BEGIN SELECT RAISE(ABORT, 'guard'); END;

-- Months and days are such as there are: a text of the right length is not enough, nor is a month 13.
CREATE TRIGGER filing_month BEFORE INSERT ON filing WHEN date(NEW.period || '-01') IS NOT NEW.period || '-01'
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER enrolment_days BEFORE INSERT ON enrolment
WHEN date(NEW.contract_from) IS NOT NEW.contract_from OR date(NEW.contract_until) IS NOT NEW.contract_until
  OR NEW.from_month <> substr(NEW.contract_from, 1, 7)
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER termination_day BEFORE INSERT ON termination WHEN date(NEW.stops_on) IS NOT NEW.stops_on
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER base_change_month BEFORE INSERT ON base_change WHEN date(NEW.from_month || '-01') IS NOT NEW.from_month || '-01'
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER contribution_months BEFORE INSERT ON contribution
WHEN date(NEW.month || '-01') IS NOT NEW.month || '-01'
  OR date(NEW.settlement_month || '-01') IS NOT NEW.settlement_month || '-01'
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER flexible_enrolment_month BEFORE INSERT ON flexible_enrolment
WHEN date(NEW.month || '-01') IS NOT NEW.month || '-01'
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER benefit_month_month BEFORE INSERT ON benefit_month WHEN date(NEW.month || '-01') IS NOT NEW.month || '-01'
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER settlement_begun_month BEFORE INSERT ON settlement_begun WHEN date(NEW.month || '-01') IS NOT NEW.month || '-01'
BEGIN SELECT RAISE(ABORT, 'guard'); END;

-- What the filer asked for, where a cap lowered it: said when the raise is taken, and whenever it is looked at later.
ALTER TABLE base_change ADD COLUMN wanted_fen INTEGER CHECK (wanted_fen >= base_fen);

-- Who filed is an operator or a unit's software, and says which; what was written before says so from now on.
DROP TRIGGER filing_stays;
UPDATE filing SET filed_by = coalesce(
  (SELECT r.handed_by FROM roster r WHERE r.unit_id = filing.unit_id AND r.id = filing.roster_id), 'operator:' || filed_by);
CREATE TRIGGER filing_stays BEFORE UPDATE ON filing BEGIN SELECT RAISE(ABORT, 'guard'); END;
