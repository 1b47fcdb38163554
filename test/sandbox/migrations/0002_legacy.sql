-- The three old halls: accounts with their units. Everything is made up; numbers pass their check digits.

CREATE TABLE legacy_accounts (
  hall TEXT NOT NULL CHECK (hall IN ('province', 'fund', 'taizhou')),
  user_name TEXT NOT NULL CHECK (length(user_name) > 0),
  password TEXT NOT NULL,
  locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
  note TEXT NOT NULL DEFAULT '', -- what a newcomer can try with it; none for accounts of tests
  PRIMARY KEY (hall, user_name)
) STRICT;

CREATE TABLE legacy_units (
  hall TEXT NOT NULL,
  user_name TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  credit_code TEXT NOT NULL, -- empty where the old hall never knew one
  name TEXT NOT NULL,
  document_type TEXT NOT NULL,
  document_number TEXT NOT NULL,
  PRIMARY KEY (hall, user_name, unit_code)
) STRICT;

-- A checked account, good for a quarter of an hour.
CREATE TABLE legacy_tickets (
  ticket TEXT PRIMARY KEY,
  hall TEXT NOT NULL,
  user_name TEXT NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT;

INSERT INTO legacy_accounts (hall, user_name, password, locked, note) VALUES
  ('province', 'xuanwu001', 'old-hall-1', 0, '一家单位，最简单'),
  ('province', 'jituan002', 'old-hall-2', 0, '两家单位，要填单位编号'),
  ('province', 'suoding003', 'old-hall-3', 1, '在原网办大厅已经锁定'),
  ('province', 'kong004', 'old-hall-4', 0, '名下没有单位'),
  ('fund', 'jijin001', 'old-hall-5', 0, '一家单位'),
  ('fund', 'laozhang002', 'old-hall-6', 0, '单位没有统一社会信用代码，升级不了'),
  ('taizhou', 'hailing001', 'old-hall-7', 0, '一家单位'),
  ('taizhou', 'jiangyan002', 'old-hall-8', 0, '一家单位');

INSERT INTO legacy_units VALUES
  ('province', 'xuanwu001', '10010001', '南京玄武旧账户科技有限公司', '91320102MA2025101X', '李明远', '01', '320102196804123015'),
  ('province', 'jituan002', '10020001', '南京秦淮商贸集团有限公司', '91320104MA2025102X', '王秀英', '01', '320102197511306429'),
  ('province', 'jituan002', '10020002', '南京鼓楼物流有限公司', '91320106MA2025103X', '刘建国', '01', '320202198008172013'),
  ('province', 'suoding003', '10030001', '南京锁定演练有限公司', '91320000MA2025107E', '何国强', '01', '320102197106060218'),
  ('fund', 'jijin001', '20010001', '江苏基金演练服务有限公司', '91320000MA20251045', '孙丽华', '01', '320502197203094534'),
  ('fund', 'laozhang002', '20020001', '苏州老账户加工厂', '', '孙丽华', '01', '320502197203094534'),
  ('taizhou', 'hailing001', '30010001', '泰州海陵机械制造有限公司', '91321202MA2025105U', '朱国平', '01', '321202196610236018'),
  ('taizhou', 'jiangyan002', '30020001', '泰州姜堰食品有限公司', '91321204MA2025106U', '徐桂兰', '01', '321284197905023115');
