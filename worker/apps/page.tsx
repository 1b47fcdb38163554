/** A unit's own software: the list, the secret that is shown once, and the question before it stops. */
import type { ComponentChildren } from 'preact'
import { scopeNames } from '../../schema/apps.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import type { OpenedApp } from './acts.ts'
import type { App } from './store.ts'

/** 「11月20日 09:12」 in China. */
const shortTime = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

export function Apps({ apps, children }: { apps: App[]; children: ComponentChildren }) {
  return (
    <div class="stack">
      <h1>软件接入</h1>
      <p class="lead">
        本单位的人事软件可以用自己的账号和密钥，直接从大厅读取您选定的内容，不需要任何人的登录密码。它只能看，不能替单位办事。
      </p>
      <Table
        caption="已接入的软件"
        rows={apps}
        rowKey={(app) => app.id}
        columns={[
          { label: '软件', cell: (app) => app.name },
          { label: '可以看', cell: (app) => app.scopes.map((scope) => scopeNames[scope]).join('、') },
          { label: '账号', cell: (app) => <span class="code">{app.id}</span> },
          { label: '开通时间', cell: (app) => <span class="digits">{shortTime.format(app.createdAt)}</span> },
          {
            label: '最近使用',
            cell: (app) =>
              app.usedAt === null ? '还没有用过' : <span class="digits">{shortTime.format(app.usedAt)}</span>,
          },
          {
            label: '操作',
            kind: 'action',
            cell: (app) => (
              <a href={`/center/apps/stop?id=${app.id}`}>
                停用<span class="unseen">{app.name}</span>
              </a>
            ),
          },
        ]}
        empty={<Empty title="还没有接入软件">需要的话，在下面开通一个。</Empty>}
      />
      <section class="sheet stack" aria-labelledby="open">
        <h2 id="open">开通一个软件</h2>
        {children}
      </section>
    </div>
  )
}

export function Opened({ app, tokenUrl }: { app: OpenedApp; tokenUrl: string }) {
  return (
    <div class="sheet stack">
      <h1>已经开通「{app.name}」</h1>
      <Notice kind="stop" title="密钥只显示这一次，请现在就记下来">
        把账号和密钥填进软件的设置里。关掉这一页以后谁也看不到它了；丢了的话，停用这个软件，再开通一次就行。
      </Notice>
      <SummaryList
        rows={[
          { name: '账号', value: <span class="code">{app.id}</span> },
          { name: '密钥', value: <span class="code">{app.secret}</span> },
          { name: '令牌地址', value: <span class="code">{tokenUrl}</span> },
        ]}
      />
      <p>
        不要把密钥发在聊天群里或写进邮件。软件开发人员可以看<a href="/docs">接口文档</a>。
      </p>
      <div class="actions">
        <ButtonLink kind="primary" href="/center/apps">
          记好了，回软件列表
        </ButtonLink>
      </div>
    </div>
  )
}

export function StopApp({ app }: { app: App }) {
  return (
    <div class="sheet stack">
      <h1>要停用「{app.name}」吗？</h1>
      <p>停用后它马上读不到本单位的任何内容，账号和密钥作废，不能恢复。以后要用，需要重新开通。</p>
      <form method="post" action="/center/apps/stop" class="actions">
        <input type="hidden" name="id" value={app.id} />
        <Button kind="danger">停用这个软件</Button>
        <ButtonLink href="/center/apps">不停用，回软件列表</ButtonLink>
      </form>
    </div>
  )
}
