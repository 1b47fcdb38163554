/** What a person sees of signing out for a portal: the question, the end, or why nothing happened. */
import type { Context } from 'hono'
import { type LogoutReason, logoutRefusals } from '../../schema/oidc.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import type { Env } from '../lib/env.ts'
import { leadsTo } from '../lib/headers.ts'
import { shellOf, view } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import type { Wish } from './logout.tsx'

/**
 * Without a proof of ours that is about the session here, the person is asked: no other site's link signs anybody out.
 * With one, what it was about is over, and no is an answer that leads back, too.
 */
export function ask(c: Context<Env>, { query, hinted, clientName, leadsTo: target }: Wish) {
  if (target) leadsTo(c, new URL(target).origin)
  const { id_token_hint: _, ...carried } = query
  return view(
    c,
    { title: '退出登录' },
    <div class="sheet stack">
      <h1>要退出单位办事大厅吗？</h1>
      <p>
        {hinted &&
          `您在${clientName ? `「${clientName}」` : '那个网站'}里的登录已经结束，这个浏览器里还登录着大厅。`}
        {!hinted && (clientName ? `「${clientName}」请您一并退出大厅。` : '有网站请您退出大厅。')}
        退出后，这台设备上要再办事，需要重新登录。{hinted && '用的是公共电脑的话，请一并退出。'}
      </p>
      <form method="post" action="/oidc/logout/confirm" class="actions">
        {Object.entries(carried).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button kind="primary">退出登录</Button>
        {hinted && target ? (
          <ButtonLink href={target}>不退出，回那个网站</ButtonLink>
        ) : (
          <ButtonLink href="/center">不退出，回单位中心</ButtonLink>
        )}
      </form>
    </div>,
  )
}

export function signedOut(c: Context<Env>) {
  return view(
    c,
    { title: '已经退出' },
    <div class="sheet stack">
      <h1>已经退出</h1>
      <p>您在单位办事大厅的登录已经结束。用的是公共电脑的话，请把浏览器也关掉。</p>
      <div class="actions">
        <ButtonLink kind="primary" href="/login">
          重新登录
        </ButtonLink>
        <ButtonLink href="/">回大厅首页</ButtonLink>
      </div>
    </div>,
  )
}

export async function refuseLogout(c: Context<Env>, reason: LogoutReason) {
  const { text, status } = logoutRefusals[reason]
  const page = (
    <ErrorPage
      kind="not-allowed"
      happened={text}
      advice="请告诉那个网站的管理人员；您也可以直接在本大厅退出登录。"
      go={{ href: '/center', label: '去单位中心' }}
      {...(await shellOf(c))}
      path="/" // nothing of the wrong link is repeated
    />
  )
  return c.html(renderPage(page), status as 400)
}
