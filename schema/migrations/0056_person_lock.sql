-- The lock on a person's account is one on the password that the hall keeps. The government app may have asked for a password of
-- its own, which it says in `amr`: that sign-in is none by password.
DROP TRIGGER person_session_waits_for_lock;
CREATE TRIGGER person_session_waits_for_lock BEFORE INSERT ON person_session
WHEN NEW.way = 'password' AND EXISTS (
  SELECT 1 FROM sign_in_attempt WHERE account = NEW.person_id AND locked_until > NEW.created_at
)
BEGIN
  SELECT RAISE(ABORT, 'guard');
END;
