/** What the activity list says of each audited act and its result. */

export const actNames: Record<string, string> = {
  sign_in: '登录',
  sign_in_app: '用手机扫码登录',
  confirm_sign_in: '在手机上确认登录',
  sign_in_sso: '用江苏政务服务登录',
  sign_in_licence: '用电子营业执照登录',
  sign_out: '退出登录',
  session_end: '结束一台设备的登录',
  session_end_all: '结束全部登录',
  register_person_start: '开始个人注册',
  register_person: '个人注册',
  register_unit_start: '开始单位注册',
  register_unit: '单位注册',
  register_unit_app: '用手机应用注册单位',
  set_password_app: '用手机应用设置密码',
  register_unit_sso: '用江苏政务服务开通单位',
  register_unit_licence: '用电子营业执照开通单位',
  add_representative: '登记法定代表人',
  complete_representative: '补全法定代表人的证件',
  upgrade_start: '开始历史单位用户升级',
  upgrade_check: '核验原网办大厅账户',
  upgrade: '历史单位用户升级',
  recovery_start: '开始找回密码',
  recover: '找回密码，设了新密码',
  set_household: '维护户籍性质',
  authorize: '登录到政务网站',
  token_reuse: '停用一个网站的登录（凭证被重复使用）',
  app_open: '开通软件接入',
  app_stop: '停用软件接入',
}

const resultNames: Record<string, string> = {
  done: '成功',
  sign_in_wrong: '密码不对',
  sign_in_locked: '账号已锁定，没有登录',
  unit_name_contradicts: '单位名称和登记的不一样，没有登录',
  unit_code_contradicts: '统一社会信用代码和登记的不一样，没有登录',
  representative_contradicts: '法定代表人和登记的不一样，没有登录',
  unit_not_open: '单位还没有开通，没有登录',
  not_an_operator: '不是单位的操作员，没有登录',
  licence_trust_low: '可信等级不够，没有登录',
  sign_in_too_often: '一分钟内试得太多，没有受理',
}

/** In words; a result that has none of its own is simply not done. */
export const resultName = (result: string) => resultNames[result] ?? '没有成功'
