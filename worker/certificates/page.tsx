/** The certificate's pages: what to choose is a widget; here are the preview, what was printed, and verification. */
import type { ComponentChildren } from 'preact'
import type { VerifiedCertificate } from '../../schema/certificates.ts'
import { runInWords } from '../../schema/fields/certificate.ts'
import { INSURANCES, type InsuranceCode } from '../../schema/fields/insurance.ts'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { Table } from '../../widgets/ui/table.tsx'
import type { SignedIn } from '../lib/session.ts'
import { longDay, longTime } from '../lib/short-time.ts'
import type { Ready } from './acts.ts'
import { grouped } from './rules.ts'
import type { ListedRow } from './store.ts'

export const CERTIFICATE = '/center/certificate'
export const PREVIEW = `${CERTIFICATE}/preview`
export const VERIFY = '/verify'

const lastDay = (expiresAt: number) => longDay.format(expiresAt - 1)
const code = (text: string) => <span class="code">{text}</span>

export const Printed = ({ rows, now }: { rows: readonly ListedRow[]; now: number }) =>
  rows.length === 0 ? null : (
    <section class="stack" aria-labelledby="printed">
      <h2 id="printed">最近打印的</h2>
      <Table
        caption="最近打印的证明"
        captionUnseen
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { label: '证明编号', cell: (row) => code(grouped(row.number)) },
          { label: '证明时段', cell: (row) => runInWords([row.from_month, row.to_month]) },
          { label: '人数', cell: (row) => row.persons.toLocaleString('en'), kind: 'number' },
          { label: '打印时间', cell: (row) => <span class="digits">{longTime.format(row.issued_at)}</span> },
          {
            label: '可以验证到',
            cell: (row) => (row.expires_at > now ? lastDay(row.expires_at) : '已经过期'),
          },
        ]}
        empty={null}
      />
      <p class="quiet">大厅不保存证明文件，只保存验证要用的摘要。文件丢了的，重新打印一份就行。</p>
    </section>
  )

interface PreviewProps {
  unit: SignedIn['unit']
  place: string
  ready: Ready
  /** Goes back with the button, so that what was looked at is what is printed. */
  seen: string
  /** Characters of names that the font lacks. */
  lacking: readonly string[]
  /** Rows on the page, the first of them, and the address of others. */
  from: number
  size: number
}

function Pages({ from, size, all }: { from: number; size: number; all: number }) {
  if (all <= size) return null
  return (
    <nav class="actions" aria-label="人员翻页">
      {from > 0 && <a href={`${PREVIEW}?from=${Math.max(0, from - size)}`}>上一页</a>}
      <span class="quiet digits">
        第 {from + 1} 到 {Math.min(all, from + size)} 人，共 {all.toLocaleString('en')} 人
      </span>
      {from + size < all && <a href={`${PREVIEW}?from=${from + size}`}>下一页</a>}
    </nav>
  )
}

export function Preview(props: PreviewProps) {
  const { unit, place, ready, seen, lacking, from, size } = props
  const { wanted, persons, without } = ready
  const rows = persons.slice(from, from + size).map((person, n) => ({ ...person, place: from + n + 1 }))
  return (
    <div class="stack">
      <h1>单位人员参保证明</h1>
      <Notice kind="info" title="这是预览">
        没有二维码和编号，不能当证明用。核对好了，点最下面的按钮下载正式的证明。
      </Notice>
      {without > 0 && (
        <Notice kind="wait" title={`选的人里有 ${without} 人不会列上`}>
          他们在这个时段没有同时缴纳所选险种的月份。刚申报补缴的月份，要等这一期结算以后才算。
        </Notice>
      )}
      {lacking.length > 0 && (
        <Notice kind="wait" title={`有的字证明上印不出来：${lacking.join('、')}`}>
          证明用的字体里没有，纸上会印成「〓」。从文件里复制出来，还是原来的字；对方不接受的，请到参保地社保经办窗口打印。
        </Notice>
      )}
      <section class="sheet stack" aria-label="证明内容">
        <SummaryList
          rows={[
            { name: '单位名称', value: unit.name },
            { name: '统一社会信用代码', value: code(unit.creditCode) },
            { name: '参保地', value: place },
            { name: '证明时段', value: runInWords([wanted.from, wanted.to]) },
            {
              name: '险种',
              value: wanted.insurances.map((one) => INSURANCES[one as InsuranceCode]).join('、'),
            },
            { name: '人数', value: `${persons.length.toLocaleString('en')} 人` },
          ]}
        />
        <Table
          caption="人员"
          captionUnseen
          rows={rows}
          rowKey={(row) => String(row.place)}
          columns={[
            { label: '序号', cell: (row) => row.place, kind: 'short' },
            { label: '姓名', cell: ({ name }) => name },
            { label: '社会保障号', cell: ({ number }) => <span class="digits">{number}</span> },
            {
              label: '缴费起止年月',
              cell: ({ runs }) => <span class="digits">{runs.map(runInWords).join('，')}</span>,
            },
            { label: '缴费月数', cell: ({ months }) => months, kind: 'number' },
          ]}
          empty={null}
        />
        <Pages from={from} size={size} all={persons.length} />
      </section>
      <form method="post" action={`${CERTIFICATE}/print`} class="actions">
        <input type="hidden" name="seen" value={seen} />
        <Button kind="primary">生成并下载证明（PDF）</Button>
        <ButtonLink href={CERTIFICATE}>返回修改</ButtonLink>
      </form>
      <p class="quiet">证明从打印那天起六个月里可以反复验证，拿到的人扫右上角的二维码就行，不用登录。</p>
    </div>
  )
}

/** With its moments as people read them. */
export const foundProps = (certificate: VerifiedCertificate) => ({
  certificate,
  issued: longTime.format(Date.parse(certificate.issuedAt)),
  until: lastDay(Date.parse(certificate.expiresAt)),
})

export const VerifyPage = ({ result, form }: { result: ComponentChildren; form: ComponentChildren }) => (
  <div class="stack">
    <h1>证明验证</h1>
    <p class="lead">
      核对「单位人员参保证明」的真假，不用登录。用手机扫证明右上角的二维码会直接到结果，也可以在这里输入编号。
    </p>
    {result && (
      <section class="sheet stack" aria-label="验证结果">
        {result}
      </section>
    )}
    <section class="sheet stack" aria-labelledby="ask">
      <h2 id="ask">{result ? '再验证一份' : '输入编号'}</h2>
      {form}
    </section>
  </div>
)
