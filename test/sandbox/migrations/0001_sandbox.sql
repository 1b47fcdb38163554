-- Everything the sandbox remembers. Times are milliseconds since the epoch.

-- Who can hold the phone. Made-up people with numbers that pass the check digit.
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) > 0),
  document_type TEXT NOT NULL,
  document_number TEXT NOT NULL UNIQUE CHECK (length(document_number) > 0),
  mobile TEXT NOT NULL
) STRICT;
INSERT INTO people (name, document_type, document_number, mobile) VALUES
  ('陈立群', '01', '320102197803123413', '13800005101'),
  ('周敏', '01', '320506198507262525', '13800005102'),
  ('吴晓峰', '01', '320214199201053614', '13800005103'),
  ('赵一鸣', '01', '321283198809174130', '13800005104');

-- Alipay. One order number opens one check.
CREATE TABLE face_checks (
  certify_id TEXT PRIMARY KEY,
  order_number TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  document_number TEXT NOT NULL,
  return_url TEXT NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'waiting'
    CHECK (outcome IN ('waiting', 'passed', 'failed', 'other_face', 'cancelled', 'walked_away')),
  created_at INTEGER NOT NULL
) STRICT;

-- Aliyun.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  receipt TEXT NOT NULL,
  mobile TEXT NOT NULL,
  text TEXT NOT NULL,
  params TEXT NOT NULL,
  sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_mobile ON messages (mobile, sent_at);

-- Population register. Numbers in neither table get the answer in settings.
CREATE TABLE register_people (document_number TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE register_mismatches (document_number TEXT PRIMARY KEY) STRICT;
INSERT INTO register_mismatches VALUES ('321283198809174130');
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO settings VALUES ('unknown_person', 'match');

-- A nonce seen once is refused the second time.
CREATE TABLE nonces (
  partner TEXT NOT NULL,
  nonce TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (partner, nonce)
) STRICT;

-- Faults ordered for the next calls, first in first out, and how many calls came at all.
CREATE TABLE faults (
  id INTEGER PRIMARY KEY,
  partner TEXT NOT NULL,
  fault TEXT NOT NULL,
  remaining INTEGER NOT NULL,
  delay_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE calls (partner TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT;
