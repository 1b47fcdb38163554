-- What the password of somebody was before is of use only while they may set another one: it goes with them. Removed
-- operators left theirs behind; administrators of institutions, who share the table, are seen to where they change.
DELETE FROM operator_password
WHERE NOT EXISTS (SELECT 1 FROM operator o WHERE o.unit_id = operator_password.unit_id AND o.id = operator_password.operator_id)
  AND NOT EXISTS (SELECT 1 FROM institution_administrator a WHERE a.id = operator_password.operator_id);
CREATE TRIGGER operator_passwords_end AFTER DELETE ON operator
BEGIN
  DELETE FROM operator_password WHERE unit_id = OLD.unit_id AND operator_id = OLD.id;
END;
