-- A rollback takes back nothing that another unit's filing rests on: a month that this one made count, for which the other paid work
-- injury alone, and the only basic data of somebody whom the other insures by them. Both are asked of what is kept by person.
CREATE TRIGGER filing_rested_on BEFORE INSERT ON filing WHEN NEW.kind = 'rollback' AND (
  EXISTS (SELECT 1 FROM paid_month p
      JOIN paid_month o ON o.holder = p.holder AND o.insurance = '410' AND o.month = p.month AND o.unit_key <> p.unit_id
    WHERE p.unit_id = NEW.unit_id AND p.filing_id = NEW.undoes AND p.filing_id <> '' AND p.insurance IN ('110', '210'))
  OR EXISTS (SELECT 1 FROM insured_data d
    WHERE d.insured_id = NEW.insured_id AND d.unit_id = NEW.unit_id AND d.filing_id = NEW.undoes
      AND NOT EXISTS (SELECT 1 FROM insured_data o WHERE o.insured_id = d.insured_id AND o.id <> d.id
        AND NOT EXISTS (SELECT 1 FROM filing r WHERE r.unit_id = o.unit_id AND r.undoes = o.filing_id))
      AND EXISTS (SELECT 1 FROM insured i JOIN coverage c ON c.holder = i.holder
        WHERE i.id = d.insured_id AND c.insured_id = d.insured_id AND c.unit_id NOT IN ('', NEW.unit_id))))
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
