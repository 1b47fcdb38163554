/** The tabs of 单位信息 on what is no month's matter: benefits, work injuries, institutions below the unit. */
import type { VNode } from 'preact'
import { stateInWords } from '../../schema/cases.ts'
import { LEVELS, typeName } from '../../schema/fields/institution.ts'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import { UnitSheet } from '../../widgets/unit-tabs/unit-tabs.tsx'
import type { CaseRow } from '../cases/store.ts'
import type { InstitutionRow } from '../institutions/store.ts'
import type { Person } from '../lib/insured.ts'
import { shortTime } from '../lib/short-time.ts'
import type { BenefitRow } from './totals-store.ts'

interface BenefitsProps {
  rows: (BenefitRow & Person)[] | undefined
}

export const BenefitsTab = ({ rows }: BenefitsProps) => (
  <UnitSheet tab="benefits">
    <section class="stack" aria-labelledby="unemployment">
      <h2 id="unemployment">参保期间领取过失业金的职工</h2>
      {rows === undefined ? (
        <p class="quiet">这份名单有个人信息，您的授权里没有「人员月缴费明细」，看不到它。</p>
      ) : (
        <>
          {rows.length > 0 && (
            <Notice kind="wait" title="补缴之前，失业金要先退回">
              在本单位参保以后的月份还领了失业金的，请通知职工到人社窗口退回，退回以后才能补缴这些月份。
            </Notice>
          )}
          <Table
            caption="领取过失业金的职工"
            captionUnseen
            rows={rows}
            rowKey={({ id, since_month }) => `${id} ${since_month}`}
            columns={[
              { label: '姓名', cell: ({ name }) => name },
              { label: '社会保障号', cell: ({ number }) => <span class="digits">{number}</span> },
              {
                label: '在本单位参保',
                kind: 'short',
                cell: ({ since_month, until_month }) =>
                  until_month ? `${since_month} 至 ${until_month}，已停保` : `${since_month} 起`,
              },
              {
                label: '领取的月份',
                cell: ({ months }) => (
                  <span class="digits">{(JSON.parse(months) as string[]).toSorted().join('，')}</span>
                ),
              },
            ]}
            empty={
              <Empty title="没有这样的职工">
                在保的和已经停保的人员里，没有人在本单位参保的月份又领取失业金。
              </Empty>
            }
          />
        </>
      )}
      <p class="quiet">停保以后本人领取的失业金，是本人的待遇，不影响单位申报，这里不列。</p>
      <p class="quiet">
        养老、工伤等其他待遇由社保经办机构发给本人，大厅没有它们的记录，请到就近的人社窗口或拨打 12333 查询。
      </p>
    </section>
  </UnitSheet>
)

/** Cases of one item, each leading to its page. */
const CaseTable = ({ caption, rows, empty }: { caption: string; rows: CaseRow[]; empty: VNode | null }) => (
  <Table
    caption={caption}
    captionUnseen
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        label: '办件编号',
        cell: (row) => (
          <a class="code" href={`/center/cases/${row.id}`}>
            {row.case_number ?? '还没有提交'}
          </a>
        ),
      },
      {
        label: '提交时间',
        cell: ({ submitted_at }) => (submitted_at ? shortTime.format(submitted_at) : '还没有提交'),
      },
      { label: '进度和结果', cell: (row) => stateInWords(row.state, row.outcome) },
    ]}
    empty={empty}
  />
)

interface InjuriesProps {
  insured: number
  rate: { class: number; millionths: number } | null
  /** Undefined for whoever may not see them. */
  cases: CaseRow[] | undefined
}

export const InjuriesTab = ({ insured, rate, cases }: InjuriesProps) => (
  <UnitSheet tab="injuries">
    <section class="stack" aria-labelledby="rate">
      <h2 id="rate">工伤保险</h2>
      <SummaryList
        rows={[
          { name: '在保人数', value: insured.toLocaleString('en') },
          { name: '行业风险类别', value: rate ? `${rate.class} 类` : '还没有核定' },
          {
            name: '单位费率',
            value: rate ? `${(rate.millionths / 10_000).toFixed(2).replace(/0$/, '')}%` : '还没有核定',
          },
        ]}
      />
    </section>
    <section class="stack" aria-labelledby="cases">
      <h2 id="cases">工伤认定</h2>
      {cases === undefined ? (
        <p class="quiet">
          您的授权里没有「工伤认定」，看不到本单位的这些办件。要看的，请到<a href="/center/grant">我的授权</a>
          申请增加。
        </p>
      ) : (
        <CaseTable
          caption="工伤认定的办件"
          rows={cases}
          empty={
            <Empty
              title="没有工伤认定的办件"
              actions={<ButtonLink href="/items/work-injury">看怎样申请工伤认定</ButtonLink>}
            >
              事故发生以后 30 天内，由单位申请认定。
            </Empty>
          }
        />
      )}
    </section>
  </UnitSheet>
)

interface SubunitsProps {
  rows: InstitutionRow[]
  /** Institutions that an office is to register. */
  cases: CaseRow[]
  mayRegister: boolean
}

export const SubunitsTab = ({ rows, cases, mayRegister }: SubunitsProps) => (
  <UnitSheet tab="subunits">
    <section class="stack" aria-labelledby="institutions">
      <h2 id="institutions">本单位的机构</h2>
      <Table
        caption="登记在本单位名下的机构"
        captionUnseen
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { label: '机构编号', cell: ({ number }) => <span class="digits">{number}</span> },
          { label: '名称', cell: ({ name }) => name },
          { label: '类型', cell: ({ type }) => typeName(type) },
          { label: '层级', cell: ({ level }) => LEVELS[level] },
          {
            label: '状态',
            cell: ({ administrator_id }) => (administrator_id === null ? '还没有开通' : '已开通'),
          },
        ]}
        empty={
          <Empty title="没有登记下级的机构">
            由本单位统一管理的机构，在线申请或者到人社窗口登记，登记好就列在这里。各自有统一社会信用代码的分公司是单独的单位，用它自己的账号登录。
          </Empty>
        }
      />
      <div class="actions">
        <ButtonLink href="/center/institutions">到机构管理</ButtonLink>
        {mayRegister && (
          <ButtonLink href="/center/cases/new/institution-registration">申请登记一个机构</ButtonLink>
        )}
      </div>
    </section>
    {cases.length > 0 && (
      <section class="stack" aria-labelledby="registering">
        <h2 id="registering">正在申请登记的</h2>
        <CaseTable caption="登记机构的办件" rows={cases} empty={null} />
      </section>
    )}
  </UnitSheet>
)
