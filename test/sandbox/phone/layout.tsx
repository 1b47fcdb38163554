/** @jsxImportSource hono/jsx */
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'

type PhoneProps = { title: string; app?: string; refreshSeconds?: number; children?: Child }

/** A page of the phone. `app` names the app that is open; without it the phone shows its own desk. */
export const Phone = ({ title, app, refreshSeconds, children }: PhoneProps) => (
  <>
    {html`<!doctype html>`}
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {refreshSeconds && <meta http-equiv="refresh" content={String(refreshSeconds)} />}
        <title>{`${title} · 演练手机`}</title>
        <link rel="stylesheet" href="/phone.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <header>
          <a href="/">{app ? '‹ 回到桌面' : '演练手机'}</a>
          <span>{app ?? '只用于演练'}</span>
        </header>
        <main>{children}</main>
        <nav aria-label="手机">
          <a href="/">桌面</a>
          <a href="/people">换人</a>
          <a href="/sms">短信</a>
        </nav>
      </body>
    </html>
  </>
)

type MessageProps = {
  title: string
  text: string
  tone: 'good' | 'bad' | 'calm'
  app?: string
  children?: Child
}

const MARKS = { good: 'M14 25l8 8 14-17', bad: 'M16 16l18 18M34 16l-18 18', calm: 'M16 25h18' } as const

/** One thing that happened, and what to do now. */
export const Message = ({ title, text, tone, app, children }: MessageProps) => (
  <Phone title={title} {...(app !== undefined && { app })}>
    <section class={`card said ${tone}`}>
      <svg viewBox="0 0 50 50" aria-hidden="true">
        <circle cx="25" cy="25" r="24" />
        <path d={MARKS[tone]} />
      </svg>
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
      <a class="button" href="/">
        回到桌面
      </a>
    </section>
  </Phone>
)

/** A long number in groups for the eye: 3201 0219 7803 1234 13. The gaps are style, so copying leaves them out. */
export const groups = (number: string) =>
  (number.match(/.{1,4}/g) ?? []).map((part) => <span class="group">{part}</span>)
