/** What is said of the counter's fields. A file of its own: the forms load these sentences and no schema with them. */
import { message } from './copy.ts'
import type { Copy } from './fields/copy-type.ts'
import type { Refusal } from './refusal.ts'

export const counterCopy = {
  'login_name.required': '请填写登录名。',
  'login_name.format': '登录名最多 40 个字，请再核对一下。',
  'totp.required': '请填写手机验证器上的动态口令。',
  'totp.format': '动态口令是 6 位数字，请看一下手机上的验证器。',
  'role.required': '请选择要开通的身份。',
  'letter.required': '请选择授权委托书的扫描件。',
  'letter.size': '授权委托书的文件超过 10 MB，没有收下。请用低一些的清晰度重新扫描。',
  'client_id.required': '请填写编号。',
  'client_id.format': '编号用 3 到 40 个小写字母、数字或连字符，以字母开头。',
  'client_name.required': '请填写网站的名字。',
  'client_name.length': '网站的名字最多 60 个字，请写短一点。',
  'address.format': '有一行不是能用的网址。网址要以 https 开头，不带用户名、星号和井号，每行一个。',
  'address.origin': '有一行带了路径。这里只写到域名和端口为止，后面什么都不要带，每行一个。',
  'address.many': '最多 20 个网址，每个不超过 500 个字。',
  'redirect_uris.required': '请至少填写一个登录后返回的网址。',
  'auth_method.required': '请选择网站的服务器怎样证明自己。',
  'theme_act.format': '颜色写成井号加六位，例如 #0a5063；不改颜色就空着。',
  'theme_act.contrast': '这个颜色不够深，上面的白字看不清（对比度要到 4.5 比 1），请换一个深一点的。',
  'theme.choice': '请从列表里选一个。',
  'jwks.required': '请粘贴网站的公钥。',
  'jwks.format': '这不是能用的公钥集合。只收公钥，不能带私钥。',
  'certificate.required': '请选择证书文件，或者粘贴 PEM 格式的证书。',
  'authority_name.required': '请填写机构的名字。',
  'authority_name.length': '机构的名字用 2 到 60 个字。',
  'profile.required': '请选择信用代码写在证书的哪里。',
  'check_url.format': '这不是能用的网址。网址以 http 或 https 开头，不带用户名，最多 300 个字。',
  'check_url.required': '请至少填一个查询的网址：OCSP 或吊销列表。都不填的话，没有办法知道证书有没有被吊销。',
  'fresh_hours.format': '请填 1 到 10000 之间的整数。',
} as const satisfies Copy

export type CounterFieldReason =
  | 'opening_person_unknown'
  | 'opening_has_role'
  | 'opening_nobody_before'
  | 'opening_unit_name'
  | 'opening_is_operator'
  | 'opening_mobile_taken'
  | 'letter_type'
  | 'letter_size'
  | 'activation_password'
  | 'client_id_taken'

export const counterFieldRefusals: Record<CounterFieldReason, Refusal> = {
  opening_person_unknown: {
    status: 409,
    field: 'documentNumber',
    text: '这个证件还没有注册个人账号。请本人先完成个人实名注册，再来开通。',
  },
  opening_has_role: {
    status: 409,
    field: 'role',
    text: '这个单位的这个身份已经开通过了，每个单位只能有一位。忘了密码的，请本人找回密码；法定代表人换了的，请选「法定代表人变更」。',
  },
  opening_nobody_before: {
    status: 409,
    field: 'role',
    text: '这个单位在大厅还没有法定代表人的账号，不用变更，请选「法定代表人」开通。',
  },
  opening_unit_name: {
    status: 409,
    field: 'unitName',
    text: '这个统一社会信用代码已经登记在另一个名称下面，请对照营业执照核对代码和名称。',
  },
  opening_is_operator: {
    status: 409,
    field: 'documentNumber',
    text: '这个人已经是这个单位的操作员，一个人在一个单位只能有一个身份。',
  },
  opening_mobile_taken: {
    status: 409,
    field: 'mobile',
    text: '这个手机号码在这个单位已经由另一位操作员使用，请换本人的另一个号码。',
  },
  letter_type: {
    status: 422,
    field: 'letter',
    text: '这个文件打开来不是完整的 PDF、JPG 或 PNG 扫描件（改文件名没有用），没有收下。请重新扫描。',
  },
  letter_size: { status: 413, field: 'letter', text: counterCopy['letter.size'] },
  activation_password: {
    status: 422,
    field: 'password',
    text: '这个密码太常见，别人很容易猜到，请换一个。',
  },
  client_id_taken: { status: 409, field: 'clientId', text: '这个编号已经有网站在用，请换一个。' },
}

const own: Record<string, string> = {
  ...counterCopy,
  ...Object.fromEntries(Object.entries(counterFieldRefusals).map(([reason, { text }]) => [reason, text])),
}

/** The sentence for a message code on the counter's forms. Other pages need not carry these. */
export const counterMessage = (code: string): string =>
  Object.hasOwn(own, code) ? (own[code] ?? '') : message(code)
