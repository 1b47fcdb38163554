/** The portal's pages, in its own look. */
import type { Claims } from './visits.ts'

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: unknown) =>
  String(text ?? '').replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')

const page = (title: string, head: string, main: string) => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>${title} - 临江市政务服务门户</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/portal.css">
${head}
</head>
<body>
<header class="top"><div class="inner"><a class="brand" href="/"><span class="seal" aria-hidden="true">临江</span><span>临江市政务服务门户<small>演示站点，不是真实的政府网站</small></span></a></div></header>
<main class="inner">${main}</main>
<footer class="inner foot">临江市是虚构的城市。这个门户演示怎样把单位登录放进自己的页面。</footer>
</body>
</html>`

const SERVICES = [
  ['企业开办', '一次填报，当天领照'],
  ['用工参保', '新员工参保登记'],
  ['稳岗补贴', '符合条件直接到账'],
  ['人才落户', '材料网上提交'],
] as const

const NEWS = [
  ['10 月社会保险费申报延长到 26 日', '10 月 20 日'],
  ['单位办事不用再单独注册临江账号', '10 月 9 日'],
  ['国庆假期办事大厅窗口值班安排', '9 月 28 日'],
] as const

const items = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, words]) => `<li><strong>${name}</strong><span>${words}</span></li>`).join('')

const script = (hall: string) => `<script src="${hall}/embed.js" defer></script>`

/** `login` and `check` are HTML, as the hall draws it. */
export const homePage = (hall: string, login: string, check: string) =>
  page(
    '首页',
    script(hall),
    `<div class="columns">
<section class="hero">
<h1>企业办事，在临江一站办好</h1>
<p class="lead">用全省统一的单位账号登录，不用再注册。</p>
</section>
<section class="card" aria-labelledby="sign-in">
<h2 id="sign-in">单位登录</h2>
${login}
</section>
<section class="rest">
<h2>登录后可以办</h2>
<ul class="services">${items(SERVICES)}</ul>
<h2>通知公告</h2>
<ul class="news">${items(NEWS)}</ul>
<h2>参保证明验证</h2>
${check}
</section>
</div>`,
  )

const ROLES: Record<string, string> = {
  legal_representative: '法定代表人',
  administrator: '管理员',
  handler: '经办人',
}

/** How the visitor signed in (RFC 8176). */
const WAYS: Record<string, string> = {
  pwd: '账号密码',
  face: '人脸核验',
  sms: '短信验证码',
  mca: '手机应用确认',
}
const wayOf = (amr: unknown) =>
  (Array.isArray(amr) ? amr : []).flatMap((way) => WAYS[String(way)] ?? []).join('、') || '单位办事大厅'

const time = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
})

/** Greets with what the hall's ID token says. `account` and `cases` are HTML, as the hall draws it. */
export function welcomePage(hall: string, claims: Claims, account: string, cases: string): string {
  const unit = (claims.unit ?? {}) as Record<string, unknown>
  const operator = (claims.operator ?? {}) as Record<string, unknown>
  const rows = [
    ['统一社会信用代码', unit.credit_code],
    ['单位编号', unit.unit_number],
    ['登录方式', wayOf(claims.amr)],
    ['登录时间', time.format(Number(claims.auth_time) * 1000)],
  ]
  return page(
    '欢迎',
    script(hall),
    `<div class="wide">
<section class="card">
<h1>${escaped(unit.name)}，您好</h1>
<p class="lead">${escaped(ROLES[String(operator.role)] ?? '经办人')} ${escaped(operator.name)} 已登录。</p>
</section>
<section class="card" aria-labelledby="cases"><h2 id="cases">单位办件</h2>${cases}</section>
<section class="card" aria-labelledby="account"><h2 id="account">大厅账号</h2>${account}</section>
<section class="card">
<dl>${rows.map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
<div class="acts">
<form method="post" action="/sign-out"><button>退出门户</button></form>
<form method="post" action="/sign-out-of-the-hall"><button>退出门户和单位办事大厅</button></form>
</div>
</section>
</div>`,
  )
}

export const signedOutPage = page(
  '已退出',
  '',
  `<section class="card wide"><h1>已经退出</h1><p class="lead">门户和单位办事大厅的登录都已结束。</p><p><a class="go" href="/">回门户首页</a></p></section>`,
)

export const sorryPage = (words: string) =>
  page(
    '没有办成',
    '',
    `<section class="card wide"><h1>没有办成</h1><p class="lead">${words}</p><p><a class="go" href="/">回门户首页</a></p></section>`,
  )
