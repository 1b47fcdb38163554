-- While an account is locked no session is opened for it by password, by whatever statement: not even with the
-- right one, tried at the same moment as the wrong ones.
CREATE TRIGGER session_waits_for_lock BEFORE INSERT ON session
WHEN NEW.way = 'password' AND EXISTS (
  SELECT 1 FROM sign_in_attempt WHERE account = NEW.operator_id AND locked_until > NEW.created_at
)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
