-- Months of a certificate are months: what was typed before they were judged would stand, signed, on a paper that verifies.
-- Papers of which that is not so were never right, and are not vouched for any more. The tables have others that refer to
-- them, so triggers hold what a CHECK would have (docs/decisions/0036-pdf-and-font.md).
DELETE FROM certificate WHERE NOT (
  from_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(from_month, 6) BETWEEN '01' AND '12'
  AND to_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(to_month, 6) BETWEEN '01' AND '12');
DELETE FROM certificate_draft WHERE NOT (
  from_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(from_month, 6) BETWEEN '01' AND '12'
  AND to_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(to_month, 6) BETWEEN '01' AND '12');

CREATE TRIGGER certificate_says_months BEFORE INSERT ON certificate WHEN NOT (
  NEW.from_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(NEW.from_month, 6) BETWEEN '01' AND '12'
  AND NEW.to_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(NEW.to_month, 6) BETWEEN '01' AND '12')
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

-- 0036 keeps what was said; months are of it.
CREATE TRIGGER certificate_months_stay BEFORE UPDATE OF from_month, to_month ON certificate WHEN
  NEW.from_month <> OLD.from_month OR NEW.to_month <> OLD.to_month
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

CREATE TRIGGER certificate_draft_begins BEFORE INSERT ON certificate_draft WHEN NOT (
  NEW.from_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(NEW.from_month, 6) BETWEEN '01' AND '12'
  AND NEW.to_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(NEW.to_month, 6) BETWEEN '01' AND '12')
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;

CREATE TRIGGER certificate_draft_changes BEFORE UPDATE ON certificate_draft WHEN NOT (
  NEW.from_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(NEW.from_month, 6) BETWEEN '01' AND '12'
  AND NEW.to_month GLOB '[12][019][0-9][0-9]-[01][0-9]' AND substr(NEW.to_month, 6) BETWEEN '01' AND '12')
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
