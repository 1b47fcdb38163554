-- Widgets in a portal's page: how a client's frames look, and what opens them.

-- Acting colour, corners, letters and spacing, as JSON (schema/theme.ts); null is the hall's own look.
ALTER TABLE client ADD COLUMN theme TEXT CHECK (theme IS NULL OR json_type(theme) = 'object');

-- A ticket opens one frame: one widget, in the page of one origin of one client, for one session. The row that was the
-- ticket then holds the key of that frame, and ends with the session.
CREATE TABLE widget_pass (
  id TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL,
  client_id TEXT NOT NULL,
  origin TEXT NOT NULL,
  widget TEXT NOT NULL CHECK (widget IN ('account', 'cases')),
  session_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  opened_at INTEGER,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX widget_pass_by_session ON widget_pass (session_id);
CREATE INDEX widget_pass_by_end ON widget_pass (expires_at);

-- Once, whoever asks and however many at the same moment.
CREATE TRIGGER widget_pass_opens_once BEFORE UPDATE ON widget_pass
WHEN OLD.opened_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'guard'); END;

-- Nothing opens a frame of a session that is over.
CREATE TRIGGER widget_pass_needs_session BEFORE INSERT ON widget_pass
WHEN NOT EXISTS (SELECT 1 FROM session WHERE id = NEW.session_id)
BEGIN SELECT RAISE(ABORT, 'guard'); END;
CREATE TRIGGER session_is_over_for_widgets AFTER DELETE ON session
BEGIN
  DELETE FROM widget_pass WHERE session_id = OLD.id;
END;
