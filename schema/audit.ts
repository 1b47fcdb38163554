/** What the activity list says of each audited act and its result. */

export const actNames: Record<string, string> = {
  sign_in: '登录',
  sign_out: '退出登录',
  session_end: '结束一台设备的登录',
  session_end_all: '结束全部登录',
  register_person_start: '开始个人注册',
  register_person: '个人注册',
  register_unit_start: '开始单位注册',
  register_unit: '单位注册',
  authorize: '登录到政务网站',
}

const resultNames: Record<string, string> = {
  done: '成功',
  sign_in_wrong: '密码不对',
  sign_in_locked: '账号已锁定，没有登录',
  sign_in_too_often: '一分钟内试得太多，没有受理',
}

/** In words; a result that has none of its own is simply not done. */
export const resultName = (result: string) => resultNames[result] ?? '没有成功'
