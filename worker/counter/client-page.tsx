/** The pages about embedding clients. */
import { authMethodNames } from '../../schema/counter-clients.ts'
import { themeQuery } from '../../schema/theme.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { shortTime } from '../lib/short-time.ts'
import type { Registered } from './client-store.ts'

export const pathOf = (id: string) => `/counter/clients/${id}`

export function Clients({ clients }: { clients: Registered[] }) {
  return (
    <>
      <h1>接入的网站</h1>
      <p class="lead">登记过的政务网站可以用本大厅登录。停用以后，它马上不能再让人登录，也读不到任何信息。</p>
      <div class="actions">
        <ButtonLink kind="primary" href="/counter/clients/new">
          登记一个网站
        </ButtonLink>
      </div>
      <Table
        caption="接入的网站"
        captionUnseen
        rows={clients}
        rowKey={({ id }) => id}
        columns={[
          { label: '网站', cell: (one) => one.name },
          { label: '编号', cell: (one) => <span class="code">{one.id}</span> },
          { label: '登记时间', cell: (one) => <span class="digits">{shortTime.format(one.createdAt)}</span> },
          { label: '状态', cell: (one) => (one.disabledAt === null ? '使用中' : '已停用') },
          {
            label: '操作',
            kind: 'action',
            cell: (one) => (
              <a href={pathOf(one.id)}>
                查看和修改<span class="unseen">{one.name}</span>
              </a>
            ),
          },
        ]}
        empty={<Empty title="还没有登记网站">登记以后，网站就能把登录框嵌进自己的页面。</Empty>}
      />
    </>
  )
}

interface SecretProps {
  client: Pick<Registered, 'id' | 'name'>
  /** None where it proves itself by its own keys. */
  secret: string | undefined
  issuer: string
}

export function ClientAdded({ client, secret, issuer }: SecretProps) {
  return (
    <div class="sheet stack">
      <h1>「{client.name}」可以接入了</h1>
      {secret && (
        <Notice kind="stop" title="密钥只显示这一次，请现在就交给网站的负责人">
          用当面或加密的方式交接，不要发在聊天群里。丢了的话，在这个网站的页面换一个新的。
        </Notice>
      )}
      <SummaryList
        rows={[
          { name: '编号', value: <span class="code">{client.id}</span> },
          ...(secret ? [{ name: '密钥', value: <span class="code">{secret}</span> }] : []),
          { name: '大厅的地址', value: <span class="code">{issuer}</span> },
        ]}
      />
      <div class="actions">
        <ButtonLink kind="primary" href={pathOf(client.id)}>
          记好了，看这个网站
        </ButtonLink>
      </div>
    </div>
  )
}

/** What is done to a client beside changing it. */
export function ClientActs({ client }: { client: Registered }) {
  const stopped = client.disabledAt !== null
  return (
    <section class="sheet stack" aria-labelledby="acts">
      <h2 id="acts">密钥和停用</h2>
      {client.authMethod === 'client_secret_basic' && (
        <form method="post" action={`${pathOf(client.id)}/secret`} class="stack">
          <p>换密钥以后，旧密钥马上作废，网站要换上新的才能继续使用。</p>
          <Button>换一个密钥</Button>
        </form>
      )}
      {stopped ? (
        <form method="post" action={`${pathOf(client.id)}/resume`} class="stack">
          <p>恢复以后，网站按原来的登记继续使用；停用前发出的凭证，没有过期的也会恢复。</p>
          <Button kind="primary">恢复这个网站</Button>
        </form>
      ) : (
        <form method="post" action={`${pathOf(client.id)}/stop`} class="stack">
          <p>停用以后，这个网站马上不能让人登录，已经发出的凭证都不能用。以后可以恢复。</p>
          <Button kind="danger">停用这个网站</Button>
        </form>
      )}
    </section>
  )
}

const DONE = { saved: '修改已经保存', stop: '已经停用', resume: '已经恢复' } as const

export function ClientHead({ client, done }: { client: Registered; done: string | undefined }) {
  return (
    <>
      <h1>{client.name}</h1>
      {done && done in DONE && <Notice kind="done" role="status" title={DONE[done as keyof typeof DONE]} />}
      {client.disabledAt !== null && (
        <Notice kind="wait" title={`${shortTime.format(client.disabledAt)} 停用，现在不能用来登录`} />
      )}
      <SummaryList
        rows={[
          { name: '编号', value: <span class="code">{client.id}</span> },
          { name: '怎样证明自己', value: authMethodNames[client.authMethod] },
          { name: '登记时间', value: <span class="digits">{shortTime.format(client.createdAt)}</span> },
        ]}
      />
      <p>
        <a
          href={`/docs/widgets/hall-account/signed-in?${themeQuery(client.theme)}`}
          target="_blank"
          rel="noopener"
        >
          看嵌入的部分现在的样子
        </a>
      </p>
    </>
  )
}
