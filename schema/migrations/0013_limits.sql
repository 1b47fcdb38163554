-- One row for each minute in which a limit stopped sign-ins of one account, so that the activity list tells of it
-- once a minute and nobody fills it.
CREATE TABLE limit_notice (
  account TEXT NOT NULL,
  minute INTEGER NOT NULL,
  PRIMARY KEY (account, minute)
) STRICT, WITHOUT ROWID;
CREATE INDEX limit_notice_by_minute ON limit_notice (minute);
