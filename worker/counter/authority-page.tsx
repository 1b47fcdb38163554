/** The pages about certificate authorities. */
import { issuerProfiles } from '../../schema/ca-issuers.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import type { ListedAuthority } from '../ca/trust-store.ts'
import { longDay, shortTime } from '../lib/short-time.ts'
import type { Offered } from './authorities.ts'

export const AUTHORITIES = '/counter/authorities'
export const pathOf = (id: string) => `${AUTHORITIES}/${id}`

const KINDS = { root: '根证书', intermediate: '中级证书' } as const
/** As the reader of certificates names them. */
const KEYS: Record<Offered['key'], string> = {
  sm2: 'SM2',
  rsa: 'RSA',
  p256: 'EC P-256',
  p384: 'EC P-384',
  p521: 'EC P-521',
}

/** 64 hex digits in fours, as CAs print them: to be compared by eye. */
const grouped = (hex: string) => (
  <span class="code">
    {hex
      .toUpperCase()
      .match(/.{4}/g)
      ?.map((part, at) => (
        <span key={`${at} ${part}`} class="code-group">
          {part}
          <wbr />
        </span>
      ))}
  </span>
)

const day = (at: number) => <span class="digits">{longDay.format(at)}</span>

function Revocation({ one }: { one: ListedAuthority }) {
  if (!one.crl_url) return <>查 OCSP</>
  if (one.crl_this_update === null)
    return <>{one.crl_tried_at === null ? '还没有取过吊销列表' : '吊销列表取不到'}</>
  return (
    <span>
      吊销 {one.revoked} 张，<span class="digits">{shortTime.format(one.crl_this_update)}</span>
    </span>
  )
}

export function Authorities({ list }: { list: ListedAuthority[] }) {
  return (
    <>
      <h1>发证机构</h1>
      <p class="lead">名单上的机构发的单位证书可以登录大厅。停用以后，它和它下级机构发的证书马上不能登录。</p>
      <div class="actions">
        <ButtonLink kind="primary" href={`${AUTHORITIES}/new`}>
          登记一家机构
        </ButtonLink>
      </div>
      <Table
        caption="发证机构"
        captionUnseen
        rows={list}
        rowKey={({ id }) => id}
        columns={[
          { label: '机构', cell: (one) => one.name },
          { label: '证书', cell: (one) => KINDS[one.kind] },
          { label: '有效期到', cell: (one) => day(one.not_after) },
          { label: '吊销信息', cell: (one) => <Revocation one={one} /> },
          { label: '状态', cell: (one) => (one.stopped_at === null ? '使用中' : '已停用') },
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
        empty={<Empty title="名单是空的">登记以后，那家机构发的单位证书才能登录。</Empty>}
      />
    </>
  )
}

/** What was read of a certificate, before anything is added. */
export const Preview = ({ offered }: { offered: Offered }) => (
  <>
    <Notice title="请和发证机构公布的对一遍指纹，一字不差再登记">
      <p>
        登记以后，这家机构发的证书都能登录。指纹请从机构的官方网站或书面材料核对，不要用发来文件的人说的。
      </p>
    </Notice>
    <SummaryList
      rows={[
        { name: '名称', value: offered.subject.join('，') },
        { name: '种类', value: KINDS[offered.kind] },
        { name: '由谁签发', value: offered.issuerName ?? '自己签发（根证书）' },
        { name: '密钥', value: KEYS[offered.key] },
        {
          name: '有效期',
          value: (
            <>
              {day(offered.notBefore)} 到 {day(offered.notAfter)}
            </>
          ),
        },
        { name: '序列号', value: <span class="code">{offered.serial.toUpperCase()}</span> },
        { name: '指纹（SHA-256）', value: grouped(offered.fingerprint) },
      ]}
    />
  </>
)

const DONE = {
  added: '已经登记，这家机构发的证书可以登录了',
  saved: '修改已经保存',
  stop: '已经停用',
  resume: '已经恢复',
} as const

export function AuthorityHead({ one, done }: { one: ListedAuthority; done: string | undefined }) {
  return (
    <>
      <h1>{one.name}</h1>
      {done && done in DONE && <Notice kind="done" role="status" title={DONE[done as keyof typeof DONE]} />}
      {one.stopped_at !== null && (
        <Notice kind="wait" title={`${shortTime.format(one.stopped_at)} 停用，它发的证书现在不能登录`} />
      )}
      <SummaryList
        rows={[
          { name: '种类', value: KINDS[one.kind] },
          { name: '信用代码', value: issuerProfiles[one.profile].label },
          { name: '有效期到', value: day(one.not_after) },
          { name: '登记时间', value: <span class="digits">{shortTime.format(one.added_at)}</span> },
          { name: '吊销信息', value: <Revocation one={one} /> },
          { name: '指纹（SHA-256）', value: grouped(one.fingerprint) },
        ]}
      />
    </>
  )
}

export function AuthorityActs({ one }: { one: ListedAuthority }) {
  const stopped = one.stopped_at !== null
  return (
    <section class="sheet stack" aria-labelledby="acts">
      <h2 id="acts">{stopped ? '恢复' : '停用'}</h2>
      {stopped ? (
        <form method="post" action={`${pathOf(one.id)}/resume`} class="stack">
          <p>恢复以后，这家机构发的证书按原来的登记可以登录，吊销信息会重新取。</p>
          <Button kind="primary">恢复这家机构</Button>
        </form>
      ) : (
        <form method="post" action={`${pathOf(one.id)}/stop`} class="stack">
          <p>停用以后，这家机构和它下级机构发的证书马上不能登录，已经登录的不受影响。以后可以恢复。</p>
          <Button kind="danger">停用这家机构</Button>
        </form>
      )}
    </section>
  )
}
