/** The operators of a unit: how many of each level, who they are, who has yet to confirm. */
import { roleNames } from '../../schema/session.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { MOST_HANDLERS } from '../grants/rules.ts'
import { shortTime } from '../lib/short-time.ts'
import { type ShownOffer, type ShownOperator, standingWords } from './shown.ts'

interface Props {
  operators: ShownOperator[]
  offers: ShownOffer[]
  /** Ids of those whom whoever is signed in keeps. */
  kept: string[]
  mayOffer: boolean
}

const LEVELS = [
  ['legal_representative', '一级', 1],
  ['administrator', '二级', 1],
  ['handler', '三级', MOST_HANDLERS],
] as const

function Levels({ operators }: Pick<Props, 'operators'>) {
  return (
    <ul class="cards">
      {LEVELS.map(([role, level, most]) => (
        <li key={role} class="sheet">
          <h2>
            {roleNames[role]}
            <span class="quiet">　{level}</span>
          </h2>
          <p>
            已有 <strong class="digits">{operators.filter((one) => one.role === role).length}</strong>{' '}
            个，最多 <span class="digits">{most}</span> 个
          </p>
        </li>
      ))}
    </ul>
  )
}

function Standing({ operator }: { operator: ShownOperator }) {
  const { standing, daysLeft, asked } = operator
  return (
    <>
      {standingWords[standing]}
      {standing === 'acting' && daysLeft !== undefined && (
        <>
          ，还剩 <span class="digits">{daysLeft}</span> 天
        </>
      )}
      {asked && '；申请了更多事项'}
    </>
  )
}

function Offers({ offers, mayOffer }: Pick<Props, 'offers' | 'mayOffer'>) {
  if (offers.length === 0) return null
  return (
    <Table
      caption="等本人确认的授权"
      rows={offers}
      rowKey={({ id }) => id}
      columns={[
        { label: '姓名', cell: ({ name }) => name },
        { label: '身份', cell: ({ role }) => roleNames[role] },
        { label: '授权期限', cell: ({ term }) => <span class="digits">{term}</span> },
        {
          label: '请在这之前确认',
          cell: ({ expiresAt }) => <span class="digits">{shortTime.format(expiresAt)}</span>,
        },
        {
          label: '操作',
          kind: 'action',
          cell: ({ id, name }) =>
            mayOffer && (
              <form method="post" action="/center/operators/withdraw">
                <input type="hidden" name="id" value={id} />
                <Button kind="plain">
                  收回<span class="unseen">给{name}的授权</span>
                </Button>
              </form>
            ),
        },
      ]}
      empty={null}
    />
  )
}

export function Operators({ operators, offers, kept, mayOffer }: Props) {
  return (
    <div class="stack">
      <h1>经办人管理</h1>
      <Levels operators={operators} />
      {mayOffer && (
        <div class="actions">
          <ButtonLink kind="primary" href="/center/operators/new">
            添加管理员或经办人
          </ButtonLink>
          <ButtonLink href="/center/operators/history">授权记录</ButtonLink>
        </div>
      )}
      <Table
        caption="可以为本单位办事的人"
        rows={operators}
        rowKey={({ id }) => id}
        columns={[
          { label: '姓名', kind: 'short', cell: ({ name }) => name },
          { label: '身份', kind: 'short', cell: ({ role }) => roleNames[role] },
          {
            label: '证件号码',
            kind: 'short',
            cell: ({ documentNumber }) => <span class="digits">{documentNumber}</span>,
          },
          { label: '手机号码', cell: ({ mobile }) => <span class="digits">{mobile}</span> },
          { label: '授权期限', cell: ({ term }) => <span class="digits">{term}</span> },
          { label: '授权人', cell: ({ grantedBy }) => grantedBy ?? '—' },
          { label: '现在', cell: (operator) => <Standing operator={operator} /> },
          {
            label: '操作',
            kind: 'action',
            cell: ({ id, name }) =>
              kept.includes(id) && (
                <a href={`/center/operators/${id}`}>
                  管理<span class="unseen">{name}</span>
                </a>
              ),
          },
        ]}
        empty={<Empty title="还没有操作员">请法定代表人先登录一次。</Empty>}
      />
      <Offers offers={offers} mayOffer={mayOffer} />
      <Notice title="授权以后，本人还要确认">
        请本人打开手机应用「江苏智慧人社」，在「我的」-「企业服务」里刷脸确认，并设置自己的登录密码。7
        天内没有确认，授权自动作废。
      </Notice>
    </div>
  )
}

/** Read and agreed to once, by the legal representative, before anybody is added. */
export function OperatorsNotice({ mayAgree }: { mayAgree: boolean }) {
  return (
    <div class="sheet stack">
      <h1>开通多经办人</h1>
      <p class="lead">开通以后，可以让别人用自己的账号和密码为本单位办事。</p>
      <h2>开通前请先知道</h2>
      <ul>
        <li>
          管理员最多 1 名，由法定代表人添加、修改和删除。授权期内，管理员可以办理全部事项，也可以添加经办人。
        </li>
        <li>
          经办人最多 10 名，由法定代表人或管理员添加、修改和删除，只能办理选中的事项，不能再给别人授权。
        </li>
        <li>他们都要先在大厅注册个人账号，并在手机应用里刷脸确认，设置自己的密码。</li>
        <li>每个人用自己的证件号码或手机号码登录。谁办了什么，都记在账号动态里。</li>
        <li>他们在授权范围内办的事，由本单位负责。删除或到期以后，马上不能再办。</li>
      </ul>
      {mayAgree ? (
        <form method="post" action="/center/operators/agree" class="actions">
          <Button kind="primary">我已阅读，同意开通</Button>
          <ButtonLink href="/center">以后再说</ButtonLink>
        </form>
      ) : (
        <Notice kind="wait" title="要由法定代表人开通">
          请本单位的法定代表人登录后，在这一页阅读并同意。
        </Notice>
      )}
    </div>
  )
}
