-- The province's sign-in service and the electronic business licence. Everything is made up.

CREATE TABLE sso_accounts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('legal', 'natural')),
  credit_code TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  legal_name TEXT NOT NULL,
  legal_type TEXT NOT NULL,
  legal_number TEXT NOT NULL,
  name TEXT NOT NULL,
  document_type TEXT NOT NULL,
  document_number TEXT NOT NULL,
  mobile TEXT NOT NULL,
  amr TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '' -- what a newcomer can try with it; none for accounts of tests
) STRICT;

INSERT INTO sso_accounts VALUES
  ('demo-1', 'legal', '91320106MA2026301A', '南京鼓楼联合登录演练有限公司', '陈立群', '01', '320102197803123413',
   '陈立群', '01', '320102197803123413', '13800005101', '["pwd","sms"]', '法定代表人本人，第一次登录就开通单位'),
  ('demo-2', 'legal', '91320106MA2026301A', '南京鼓楼联合登录演练有限公司', '陈立群', '01', '320102197803123413',
   '周敏', '01', '320506198507262525', '13800005102', '["pwd"]', '同一家单位的别人，还没有授权'),
  ('demo-3', 'natural', '', '', '', '', '',
   '吴晓峰', '01', '320214199201053614', '13800005103', '["pwd"]', '个人账户，不代表单位');

CREATE TABLE sso_codes (
  code TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL,
  nonce TEXT NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sso_tokens (token TEXT PRIMARY KEY, account TEXT NOT NULL, ends_at INTEGER NOT NULL) STRICT;
CREATE TABLE sso_tickets (ticket TEXT PRIMARY KEY, account TEXT NOT NULL, ends_at INTEGER NOT NULL) STRICT;
INSERT INTO settings VALUES ('sso_claims', '{}');

CREATE TABLE licences (
  id TEXT PRIMARY KEY,
  credit_code TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  legal_name TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT ''
) STRICT;

INSERT INTO licences VALUES
  ('demo-1', '91320505MA2026302K', '苏州虎丘执照演练有限公司', '周敏', '第一次登录就开通单位'),
  ('demo-2', '91320106MA2026301A', '南京鼓楼联合登录演练有限公司', '陈立群', '和江苏政务服务里的是同一家单位'),
  ('demo-3', '91320505MA2026302K', '苏州虎丘执照演练有限公司', '吴晓峰', '同一家单位换了法定代表人');

CREATE TABLE licence_codes (
  ticket TEXT PRIMARY KEY,
  site TEXT NOT NULL,
  device TEXT NOT NULL,
  place TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT '0' CHECK (state IN ('0', '1', '2')),
  licence TEXT,
  trust INTEGER,
  auth_code TEXT UNIQUE,
  used INTEGER NOT NULL DEFAULT 0,
  ends_at INTEGER NOT NULL
) STRICT;
