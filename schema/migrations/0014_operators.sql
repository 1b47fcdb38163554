-- What an operator may do, from when to when, and who gave it (docs/decisions/0023-grants.md). An operator without
-- `granted_by` was opened by a registration, an upgrade or the counter: no term, every item.
ALTER TABLE operator ADD COLUMN granted_by TEXT;
ALTER TABLE operator ADD COLUMN acts_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operator ADD COLUMN acts_until INTEGER NOT NULL DEFAULT 9007199254740991 CHECK (acts_until > acts_from);
-- Codes of the items that a handler may do (JSON list); null for every item.
ALTER TABLE operator ADD COLUMN scope TEXT CHECK (scope IS NULL OR json_type(scope) = 'array');
ALTER TABLE operator ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1));
-- Whose act the row's present state is, and when; the history below copies both.
ALTER TABLE operator ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE operator ADD COLUMN changed_by TEXT;

-- The legal representative read the notice on several operators and agreed.
CREATE TABLE operators_notice (
  unit_id TEXT PRIMARY KEY REFERENCES unit (id),
  operator_id TEXT NOT NULL,
  agreed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A grant that waits for the person's own confirmation, seven days at most.
CREATE TABLE grant_offer (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('administrator', 'handler')),
  document_type TEXT NOT NULL,
  document_index TEXT NOT NULL,
  document_sealed TEXT NOT NULL,
  name_sealed TEXT NOT NULL,
  mobile_index TEXT NOT NULL,
  mobile_sealed TEXT NOT NULL,
  scope TEXT CHECK (scope IS NULL OR json_type(scope) = 'array'),
  acts_from INTEGER NOT NULL,
  acts_until INTEGER NOT NULL CHECK (acts_until > acts_from),
  granted_by TEXT NOT NULL,
  key_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, person_id),
  CHECK ((role = 'handler') = (scope IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX grant_offer_one_administrator ON grant_offer (unit_id) WHERE role = 'administrator';
CREATE INDEX grant_offer_by_person ON grant_offer (person_id, created_at);
CREATE INDEX grant_offer_by_end ON grant_offer (expires_at);
CREATE INDEX grant_offer_by_key ON grant_offer (key_id);

-- A handler asks for more items; whoever grants decides.
CREATE TABLE scope_request (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  operator_id TEXT NOT NULL,
  items TEXT NOT NULL CHECK (json_type(items) = 'array'),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (unit_id, operator_id)
) STRICT, WITHOUT ROWID;

-- Who could do what on which day, and who gave it: written by the triggers below, changed by nobody.
CREATE TABLE grant_event (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  seq INTEGER NOT NULL,
  operator_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('opened', 'changed', 'removed')),
  role TEXT NOT NULL,
  scope TEXT,
  acts_from INTEGER NOT NULL,
  acts_until INTEGER NOT NULL,
  suspended INTEGER NOT NULL,
  granted_by TEXT,
  changed_by TEXT,
  name_sealed TEXT NOT NULL,
  key_id TEXT NOT NULL,
  PRIMARY KEY (unit_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX grant_event_by_key ON grant_event (key_id);

INSERT INTO grant_event
SELECT unit_id, row_number() OVER (PARTITION BY unit_id ORDER BY created_at, id), id, created_at, 'opened', role, scope,
       acts_from, acts_until, suspended, granted_by, changed_by, name_sealed, key_id
FROM operator;

-- Only the seal on a name may be made anew, when the key is replaced.
CREATE TRIGGER grant_event_stays BEFORE UPDATE ON grant_event
WHEN (OLD.unit_id, OLD.seq, OLD.operator_id, OLD.at, OLD.kind, OLD.role, OLD.scope, OLD.acts_from, OLD.acts_until,
      OLD.suspended, OLD.granted_by, OLD.changed_by)
  IS NOT (NEW.unit_id, NEW.seq, NEW.operator_id, NEW.at, NEW.kind, NEW.role, NEW.scope, NEW.acts_from, NEW.acts_until,
          NEW.suspended, NEW.granted_by, NEW.changed_by) OR OLD.key_id = NEW.key_id
BEGIN SELECT RAISE(ABORT, 'the history stays as it is'); END;
CREATE TRIGGER grant_event_remains BEFORE DELETE ON grant_event
BEGIN SELECT RAISE(ABORT, 'the history stays as it is'); END;

CREATE TRIGGER operator_opened AFTER INSERT ON operator
BEGIN
  INSERT INTO grant_event
  SELECT NEW.unit_id, coalesce(max(seq), 0) + 1, NEW.id, NEW.created_at, 'opened', NEW.role, NEW.scope, NEW.acts_from,
         NEW.acts_until, NEW.suspended, NEW.granted_by, NEW.changed_by, NEW.name_sealed, NEW.key_id
  FROM grant_event WHERE unit_id = NEW.unit_id;
END;
CREATE TRIGGER operator_changed AFTER UPDATE OF role, scope, acts_from, acts_until, suspended, granted_by ON operator
BEGIN
  INSERT INTO grant_event
  SELECT NEW.unit_id, coalesce(max(seq), 0) + 1, NEW.id, NEW.changed_at, 'changed', NEW.role, NEW.scope, NEW.acts_from,
         NEW.acts_until, NEW.suspended, NEW.granted_by, NEW.changed_by, NEW.name_sealed, NEW.key_id
  FROM grant_event WHERE unit_id = NEW.unit_id;
END;

-- Ten handlers and one administrator, those counted who have yet to confirm. Offers that are over are dropped by the
-- batch that would be refused for them.
CREATE TRIGGER grant_offer_has_room BEFORE INSERT ON grant_offer
WHEN EXISTS (SELECT 1 FROM operator WHERE unit_id = NEW.unit_id AND person_id = NEW.person_id)
  OR NEW.role = 'administrator' AND EXISTS (SELECT 1 FROM operator WHERE unit_id = NEW.unit_id AND role = 'administrator')
  OR NEW.role = 'handler' AND (SELECT count(*) FROM operator WHERE unit_id = NEW.unit_id AND role = 'handler')
    + (SELECT count(*) FROM grant_offer WHERE unit_id = NEW.unit_id AND role = 'handler') >= 10
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER operator_has_room BEFORE INSERT ON operator
WHEN NEW.role = 'handler' AND (SELECT count(*) FROM operator WHERE unit_id = NEW.unit_id AND role = 'handler')
    + (SELECT count(*) FROM grant_offer WHERE unit_id = NEW.unit_id AND role = 'handler') >= 10
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER operator_changes_role BEFORE UPDATE OF role ON operator
WHEN NEW.role <> OLD.role AND (
  NEW.role = 'legal_representative' OR OLD.role = 'legal_representative'
  OR NEW.role = 'administrator' AND EXISTS (SELECT 1 FROM grant_offer WHERE unit_id = NEW.unit_id AND role = 'administrator')
  OR NEW.role = 'handler' AND (SELECT count(*) FROM operator WHERE unit_id = NEW.unit_id AND role = 'handler')
    + (SELECT count(*) FROM grant_offer WHERE unit_id = NEW.unit_id AND role = 'handler') >= 10)
BEGIN SELECT RAISE(ABORT, 'guard'); END;

-- Nobody gives more than they have: what is granted lies within the term of whoever granted it, who is no handler.
CREATE TRIGGER operator_within_granter BEFORE INSERT ON operator
WHEN NEW.granted_by IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM operator g WHERE g.unit_id = NEW.unit_id AND g.id = NEW.granted_by AND g.suspended = 0
    AND g.role <> 'handler' AND g.acts_from <= NEW.acts_from AND NEW.acts_until <= g.acts_until)
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER operator_stays_within_granter BEFORE UPDATE OF granted_by, acts_from, acts_until, suspended ON operator
WHEN NEW.granted_by IS NOT NULL AND NEW.suspended = 0 AND NOT EXISTS (
  SELECT 1 FROM operator g WHERE g.unit_id = NEW.unit_id AND g.id = NEW.granted_by AND g.suspended = 0
    AND g.role <> 'handler' AND g.acts_from <= NEW.acts_from AND NEW.acts_until <= g.acts_until)
BEGIN SELECT RAISE(ABORT, 'guard'); END;

-- What somebody granted shrinks and rests with what they have themselves.
CREATE TRIGGER operator_term_cascades AFTER UPDATE OF acts_from, acts_until ON operator
BEGIN
  UPDATE operator SET suspended = 1, changed_at = NEW.changed_at, changed_by = NEW.changed_by
  WHERE unit_id = NEW.unit_id AND granted_by = NEW.id AND suspended = 0
    AND (acts_until <= NEW.acts_from OR acts_from >= NEW.acts_until);
  UPDATE operator SET acts_from = max(acts_from, NEW.acts_from), acts_until = min(acts_until, NEW.acts_until),
    changed_at = NEW.changed_at, changed_by = NEW.changed_by
  WHERE unit_id = NEW.unit_id AND granted_by = NEW.id AND suspended = 0
    AND (acts_from < NEW.acts_from OR acts_until > NEW.acts_until);
END;
CREATE TRIGGER operator_rest_cascades AFTER UPDATE OF suspended, role ON operator
WHEN NEW.suspended = 1 OR NEW.role = 'handler'
BEGIN
  UPDATE operator SET suspended = 1, changed_at = NEW.changed_at, changed_by = NEW.changed_by
  WHERE unit_id = NEW.unit_id AND granted_by = NEW.id AND suspended = 0;
  DELETE FROM grant_offer WHERE unit_id = NEW.unit_id AND granted_by = NEW.id;
END;
CREATE TRIGGER operator_removed AFTER DELETE ON operator
BEGIN
  UPDATE operator SET suspended = 1, changed_at = OLD.changed_at, changed_by = OLD.changed_by
  WHERE unit_id = OLD.unit_id AND granted_by = OLD.id AND suspended = 0;
  DELETE FROM grant_offer WHERE unit_id = OLD.unit_id AND granted_by = OLD.id;
  DELETE FROM scope_request WHERE unit_id = OLD.unit_id AND operator_id = OLD.id;
  DELETE FROM session WHERE unit_id = OLD.unit_id AND operator_id = OLD.id;
  INSERT INTO grant_event
  SELECT OLD.unit_id, coalesce(max(seq), 0) + 1, OLD.id, OLD.changed_at, 'removed', OLD.role, OLD.scope, OLD.acts_from,
         OLD.acts_until, OLD.suspended, OLD.granted_by, OLD.changed_by, OLD.name_sealed, OLD.key_id
  FROM grant_event WHERE unit_id = OLD.unit_id;
END;

-- Outside the term nothing is open, from its first second: a session opens within it and ends with it, and every
-- token asks for its session.
CREATE TRIGGER session_within_grant BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM operator WHERE unit_id = NEW.unit_id AND id = NEW.operator_id
    AND (suspended = 1 OR acts_from > NEW.created_at OR acts_until <= NEW.created_at))
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER session_ends_with_grant AFTER INSERT ON session
WHEN (SELECT acts_until FROM operator WHERE unit_id = NEW.unit_id AND id = NEW.operator_id) < NEW.ends_at
BEGIN
  UPDATE session SET ends_at = (SELECT acts_until FROM operator WHERE unit_id = NEW.unit_id AND id = NEW.operator_id)
  WHERE id = NEW.id;
END;
CREATE TRIGGER operator_sessions AFTER UPDATE OF acts_from, acts_until, suspended ON operator
BEGIN
  DELETE FROM session WHERE unit_id = NEW.unit_id AND operator_id = NEW.id
    AND (NEW.suspended = 1 OR NEW.acts_from > NEW.changed_at OR NEW.acts_until <= NEW.changed_at);
  UPDATE session SET ends_at = NEW.acts_until
  WHERE unit_id = NEW.unit_id AND operator_id = NEW.id AND ends_at > NEW.acts_until;
END;
