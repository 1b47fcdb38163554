/** One operator, as their keeper changes what they hold: term, items, role; or removes them. */
import { itemName } from '../../schema/catalogue.ts'
import { operatorsMessage } from '../../schema/operators-refusals.ts'
import { type Role, roleNames } from '../../schema/session.ts'
import { ItemBoxes } from '../../widgets/item-boxes/item-boxes.tsx'
import { TermFields } from '../../widgets/operator-form/term-fields.tsx'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { ErrorSummary } from '../../widgets/ui/error-summary.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import type { FieldError } from '../lib/problem.ts'
import { itemGroups, type ShownOperator, standingWords } from './shown.ts'

export interface ManageProps {
  operator: ShownOperator
  /** Which of the forms was sent, what was typed in it, and what is wrong. */
  sent?: {
    form: string
    values: Record<string, string>
    items: string[]
    errors: FieldError[]
    problem?: string
  }
  /** Days that the term's form begins with. */
  term: Record<string, string>
  until?: string | undefined
  mayChangeRole: boolean
  saved: boolean
}

type PartProps = ManageProps & { action: string }

const errorIn =
  ({ sent }: ManageProps, form: string) =>
  (field: string) => {
    const code = sent?.form === form ? sent.errors.find((one) => one.field === field)?.code : undefined
    return code && operatorsMessage(code)
  }

function TermPart(props: PartProps) {
  const { sent, term, until, action } = props
  return (
    <section class="sheet stack" aria-labelledby="term">
      <h2 id="term">更新期限</h2>
      <form method="post" action={`${action}/term`} class="fields">
        <TermFields
          values={sent?.form === 'term' ? sent.values : term}
          error={errorIn(props, 'term')}
          until={until}
        />
        <Button>保存期限</Button>
      </form>
    </section>
  )
}

function ScopePart(props: PartProps) {
  const { operator, sent, action } = props
  const { asked, grant } = operator
  return (
    <section class="sheet stack" aria-labelledby="scope">
      <h2 id="scope">授权：可以办理的事项</h2>
      {asked && (
        <Notice kind="wait" title="本人申请增加这些事项">
          <p>{asked.map(itemName).join('、')}</p>
          <form method="post" action={`${action}/request`} class="actions">
            <Button kind="primary" name="decision" value="yes">
              同意增加
            </Button>
            <Button name="decision" value="no">
              不同意
            </Button>
          </form>
        </Notice>
      )}
      <form method="post" action={`${action}/scope`} class="fields">
        <ItemBoxes
          label="选中的才能办理"
          groups={itemGroups}
          chosen={sent?.form === 'scope' ? sent.items : (grant.scope ?? [])}
          error={errorIn(props, 'scope')('items')}
        />
        <Button>保存事项</Button>
      </form>
    </section>
  )
}

function RolePart(props: PartProps) {
  const { operator, sent, action } = props
  const becomes: Role = operator.role === 'handler' ? 'administrator' : 'handler'
  return (
    <section class="sheet stack" aria-labelledby="role">
      <h2 id="role">身份变更</h2>
      <p>
        现在是{roleNames[operator.role]}，可以变更为{roleNames[becomes]}。
        {becomes === 'administrator'
          ? '管理员可以办理全部事项，也可以添加经办人。'
          : '变更以后只能办理选中的事项；由这位管理员授权的经办人会暂停，要重新确认。'}
      </p>
      <form method="post" action={`${action}/role`} class="fields">
        <input type="hidden" name="role" value={becomes} />
        {becomes === 'handler' && (
          <ItemBoxes
            label="变更以后可以办理的事项"
            groups={itemGroups}
            chosen={sent?.form === 'role' ? sent.items : []}
            error={errorIn(props, 'role')('items')}
          />
        )}
        <Button>变更为{roleNames[becomes]}</Button>
      </form>
    </section>
  )
}

export function ManageOperator(props: ManageProps) {
  const { operator, sent, mayChangeRole, saved } = props
  const part = { ...props, action: `/center/operators/${operator.id}` }
  const errors = sent?.errors.map(({ field, code }) => ({ field, text: operatorsMessage(code) })) ?? []
  return (
    <div class="stack">
      <h1>
        {roleNames[operator.role]} {operator.name}
      </h1>
      {saved && <Notice kind="done" role="status" title="已经保存，马上生效" />}
      {sent && <ErrorSummary problem={sent.problem} errors={errors} autofocus />}
      <section class="sheet stack" aria-labelledby="who">
        <h2 id="who">现在的授权</h2>
        <SummaryList
          rows={[
            { name: '证件号码', value: <span class="digits">{operator.documentNumber}</span> },
            { name: '手机号码', value: <span class="digits">{operator.mobile}</span> },
            { name: '授权期限', value: <span class="digits">{operator.term}</span> },
            { name: '授权人', value: operator.grantedBy ?? '—' },
            { name: '状态', value: standingWords[operator.standing] },
          ]}
        />
        {operator.standing === 'suspended' && (
          <Notice kind="wait" title="授权人不在了或者换了身份，这份授权先暂停">
            <p>重新确认以后，由您来授权，本人马上可以继续办事，不用再刷脸。</p>
            <form method="post" action={`${part.action}/resume`}>
              <Button kind="primary">重新确认这份授权</Button>
            </form>
          </Notice>
        )}
      </section>
      <TermPart {...part} />
      {operator.role === 'handler' && <ScopePart {...part} />}
      {mayChangeRole && <RolePart {...part} />}
      <section class="sheet stack" aria-labelledby="remove">
        <h2 id="remove">删除</h2>
        <p>删除以后，本人马上退出登录，不能再为本单位办事。办过的事和授权记录都会保留。</p>
        <div class="actions">
          <ButtonLink href={`${part.action}/remove`}>删除这位{roleNames[operator.role]}</ButtonLink>
          <ButtonLink href="/center/operators">返回列表</ButtonLink>
        </div>
      </section>
    </div>
  )
}

/** Asked once more before somebody is out. */
export function RemoveOperator({ operator }: { operator: ShownOperator }) {
  const { id, name, role } = operator
  return (
    <div class="sheet stack">
      <h1>
        要删除{roleNames[role]} {name} 吗？
      </h1>
      <p>
        本人马上退出登录，不能再为本单位办事。以后要用，需要重新授权、重新确认。
        {role === 'administrator' && '由这位管理员授权的经办人会暂停，等您重新确认。'}
      </p>
      <form method="post" action={`/center/operators/${id}/remove`} class="actions">
        <Button kind="danger">删除</Button>
        <ButtonLink href={`/center/operators/${id}`}>不删除，返回</ButtonLink>
      </form>
    </div>
  )
}
