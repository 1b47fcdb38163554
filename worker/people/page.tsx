/** The personal centre: own data, masked, the units that the person acts for, and the ways on. */
import { DOCUMENT_TYPES, isDocumentType } from '../../schema/fields/document-type.ts'
import { HOUSEHOLDS, isHousehold } from '../../schema/fields/household.ts'
import type { ActsFor, Person } from '../../schema/people.ts'
import { roleNames } from '../../schema/session.ts'
import { Empty } from '../../widgets/ui/empty.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'

const ENTRIES = [
  ['/person/cases', '我的办件', '为自己办的事：填写、看进度、补正、评价。'],
  ['/person/sessions', '登录设备', '看看个人账号在哪些设备上登录着，不认识的可以马上退出。'],
  ['/person/activity', '账号动态', '您的个人账号什么时候、从哪里登录或改动过，都在这里。'],
] as const

function OwnData({ person }: { person: Person }) {
  const { documentType, household } = person
  return (
    <section class="sheet stack" aria-labelledby="own">
      <h2 id="own">个人信息</h2>
      <SummaryList
        rows={[
          { name: '姓名', value: person.name },
          {
            name: '证件类型',
            value: isDocumentType(documentType) ? DOCUMENT_TYPES[documentType] : '其他证件',
          },
          { name: '证件号码', value: <span class="digits">{person.documentNumber}</span> },
          { name: '手机号码', value: <span class="digits">{person.mobile}</span> },
          {
            name: '户籍性质',
            value: (
              <>
                {household && isHousehold(household) ? HOUSEHOLDS[household] : '还没有填写'}
                {'　'}
                <a href="/person/household">
                  {household ? '修改' : '去填写'}
                  <span class="unseen">户籍性质</span>
                </a>
              </>
            ),
          },
        ]}
      />
    </section>
  )
}

function Units({ units }: { units: ActsFor[] }) {
  return (
    <section class="sheet stack" aria-labelledby="units">
      <h2 id="units">我能代办的单位</h2>
      <Table
        caption="我能代办的单位"
        captionUnseen
        rows={units}
        rowKey={(unit) => unit.unitNumber}
        columns={[
          { label: '单位', cell: (unit) => unit.name },
          { label: '单位编号', cell: (unit) => <span class="digits">{unit.unitNumber}</span> },
          { label: '您的身份', cell: (unit) => roleNames[unit.role] },
          {
            label: '操作',
            kind: 'action',
            cell: (unit) => (
              <a href={`/login?unit=${unit.unitNumber}`}>
                去登录<span class="unseen">{unit.name}</span>
              </a>
            ),
          },
        ]}
        empty={
          <Empty title="还没有单位">
            <p>您是法定代表人的话，可以为单位注册；要为单位办事，请单位的管理员给您授权。</p>
            <p>
              <a href="/register/unit">单位注册</a>
            </p>
          </Empty>
        }
      />
      {units.length > 0 && <p class="quiet">单位有自己的密码，和个人账号的密码不是同一个。</p>}
    </section>
  )
}

export function PersonalCenter({ person }: { person: Person }) {
  return (
    <div class="stack">
      <h1>个人中心</h1>
      <OwnData person={person} />
      <Units units={person.units} />
      <ul class="cards">
        {ENTRIES.map(([href, title, words]) => (
          <li key={href} class="sheet card-link">
            <h2>
              <a href={href}>{title}</a>
            </h2>
            <p class="quiet">{words}</p>
          </li>
        ))}
      </ul>
    </div>
  )
}
