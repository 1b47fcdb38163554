/** A unit's institutions: the list, what is asked before each act, and an institution's own small centre. */
import type { ComponentChildren } from 'preact'
import { DOCUMENT_TYPES, isDocumentType } from '../../schema/fields/document-type.ts'
import { LEVELS, type Level, typeName } from '../../schema/fields/institution.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import type { SignedInInstitution } from '../lib/institution-session.ts'
import type { InstitutionRow } from './store.ts'

export const LIST = '/center/institutions'
export const COUNTER = '/counter/institutions'
export const OWN = '/institution'

export const level = (code: string) => LEVELS[code as Level] ?? ''

function Actions({ row }: { row: InstitutionRow }) {
  const whose = <span class="unseen">{row.name}</span>
  if (row.administrator_id === null) return <a href={`${LIST}/open?id=${row.id}`}>开通{whose}</a>
  return (
    <div class="row-actions">
      <a href={`${LIST}/reset?id=${row.id}`}>管理员密码重置{whose}</a>
      <a href={`${LIST}/change?id=${row.id}`}>管理员变更{whose}</a>
    </div>
  )
}

export function Institutions({ rows, mayManage }: { rows: InstitutionRow[]; mayManage: boolean }) {
  return (
    <>
      <h1>机构管理</h1>
      <p class="lead">
        机构在这里开通以后，用自己的机构编号在「单位登录」登录，办自己的业务。它看不到单位的其他内容。
      </p>
      {mayManage && (
        <div class="actions">
          <ButtonLink href="/center/cases/new/institution-registration">申请登记一个机构</ButtonLink>
        </div>
      )}
      <Table
        caption="本单位的机构"
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { label: '机构名称', cell: (row) => row.name },
          { label: '机构编号', kind: 'short', cell: (row) => <span class="digits">{row.number}</span> },
          { label: '机构类型', cell: (row) => typeName(row.type) },
          { label: '层级', cell: (row) => level(row.level) },
          { label: '状态', cell: (row) => (row.administrator_id === null ? '还没有开通' : '已开通') },
          ...(mayManage
            ? [
                {
                  label: '操作',
                  kind: 'action' as const,
                  cell: (row: InstitutionRow) => <Actions row={row} />,
                },
              ]
            : []),
        ]}
        empty={
          <Empty title="本单位还没有登记机构">
            <p>
              人力资源服务机构、培训学校、见习基地等，由法定代表人或管理员在线申请登记，通过以后就列在这里、已经开通。
            </p>
            <p>也可以带批准或备案的文件到就近的人社窗口登记，再在这里开通。</p>
          </Empty>
        }
      />
      {!mayManage && rows.length > 0 && (
        <p class="quiet">您是经办人，可以查看；开通和变更请联系本单位的法定代表人或管理员。</p>
      )}
    </>
  )
}

export interface AskedAbout {
  name: string
  number: string
  type: string
  level: string
}

const aboutRows = ({ name, number, type, level: code }: AskedAbout) => [
  { name: '机构名称', value: name },
  { name: '机构编号', value: <span class="digits">{number}</span> },
  { name: '机构类型', value: typeName(type) },
  { name: '层级', value: level(code) },
]

/** Masked. */
export interface Administrator {
  name: string
  documentType: string
  documentNumber: string
  mobile: string
}

export const administratorRows = ({ name, documentType, documentNumber, mobile }: Administrator) => [
  { name: '管理员姓名', value: name },
  {
    name: '证件类型',
    value: isDocumentType(documentType) ? DOCUMENT_TYPES[documentType] : '其他证件',
  },
  { name: '证件号码', value: <span class="digits">{documentNumber}</span> },
  { name: '移动电话', value: <span class="digits">{mobile}</span> },
]

const Initial = () => (
  <Notice title="初始密码是「Js」加管理员证件号码的后六位">
    大写 J、小写 s，例如后六位是 292010，就是 Js292010。管理员第一次登录时必须换成自己的密码。
  </Notice>
)

interface AskProps {
  title: string
  about: AskedAbout
  old?: Administrator | undefined
  children: ComponentChildren
}

/** Opening and changing: the institution, who administers it now, the form. */
export const AskAdministrator = ({ title, about, old, children }: AskProps) => (
  <div class="sheet stack">
    <h1>{title}</h1>
    <SummaryList rows={aboutRows(about)} />
    {old && (
      <section class="stack" aria-labelledby="old">
        <h2 id="old">原管理员信息</h2>
        <SummaryList rows={administratorRows(old)} />
        <p>变更以后，原管理员马上不能登录这个机构。</p>
      </section>
    )}
    <Initial />
    <h2>{old ? '更改管理员信息' : '添加管理员信息'}</h2>
    <p class="quiet">管理员要先在大厅完成个人实名注册，下面填的要和个人账号一致。</p>
    {children}
  </div>
)

export const AskReset = ({ id, about, old }: { id: string; about: AskedAbout; old: Administrator }) => (
  <div class="sheet stack">
    <h1>要重置管理员的密码吗？</h1>
    <SummaryList rows={[...aboutRows(about), ...administratorRows(old)]} />
    <p>重置后，管理员现在的密码作废，正在登录的会退出，账号如果锁定了也会解开。</p>
    <Initial />
    <form method="post" action={`${LIST}/reset`} class="actions">
      <input type="hidden" name="id" value={id} />
      <Button kind="danger">重置成初始密码</Button>
      <ButtonLink href={LIST}>不重置，返回</ButtonLink>
    </form>
  </div>
)

export const OwnCentre = ({ session, saved }: { session: SignedInInstitution; saved: boolean }) => {
  const { institution } = session
  return (
    <div class="stack">
      {saved && <Notice kind="done" role="status" title="密码已经修改，其他设备上的登录都已经结束" />}
      <h1>{institution.name}</h1>
      <section class="sheet stack" aria-labelledby="own">
        <h2 id="own">机构信息</h2>
        <SummaryList rows={[...aboutRows(institution), { name: '所属单位', value: institution.unitName }]} />
        <p class="quiet">名称、类型有变动，或者要换管理员的，请联系所属单位。</p>
        <div class="actions">
          <ButtonLink href={`${OWN}/password`}>修改密码</ButtonLink>
        </div>
      </section>
      <Empty title="机构业务还没有开通网上办理">
        可以办的业务会列在这里。现在要办的，请到就近的人社窗口。
      </Empty>
    </div>
  )
}
