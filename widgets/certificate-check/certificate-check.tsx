import { certificateMessage, type VerifiedCertificate } from '../../schema/certificates.ts'
import { runInWords } from '../../schema/fields/certificate.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Table } from '../ui/table.tsx'

/** Asks by number or code. Sends `q` and `digest` in the address, so that a check can be kept and repeated. */
export function CertificateCheckForm({ action, values, errors, problem, hidden, framed }: FormProps) {
  const error = (field: string) => errorOf(errors, field, certificateMessage)
  const code = { autocomplete: 'off', code: true } as const
  return (
    <form method="get" action={action} noValidate class="fields">
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code: what }) => ({ field, text: certificateMessage(what) }))}
        autofocus={!framed}
      />
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field
        {...{ name: 'q', label: '证明编号', inputmode: 'numeric', maxlength: 60, value: values.q, ...code }}
        hint="证明左上角的 20 位数字。"
        error={error('q')}
      />
      <Field
        {...{ name: 'digest', label: '摘要（可以不填）', maxlength: 90, value: values.digest, ...code }}
        hint="在证明最下面一行，填前 8 位就行。"
        autocapitalize="none"
        error={error('digest')}
      />
      <Button kind="primary">验证这份证明</Button>
    </form>
  )
}

export interface CertificateCheckProps {
  certificate: VerifiedCertificate
  /** 「2026年11月28日 18:30」 and the last day, for the visitor's reading. */
  issued: string
  until: string
}

/** What a certificate says that is the hall's own, as far as whoever holds it has to compare. */
export function CertificateCheck({ certificate: of, issued, until }: CertificateCheckProps) {
  const digits = (text: string) => <span class="code">{text}</span>
  return (
    <div class="stack">
      <Notice kind="done" role="status" title="这份证明是真的">
        请把手里的证明和下面的内容对照一遍，有一处不一样就不要采信。姓名和号码只显示一部分。
      </Notice>
      <SummaryList
        rows={[
          { name: '证明编号', value: digits(of.number) },
          { name: '单位名称', value: of.unitName },
          { name: '统一社会信用代码', value: digits(of.creditCode) },
          { name: '参保地', value: of.place },
          { name: '险种', value: of.insurances.join('、') },
          { name: '证明时段', value: runInWords([of.from, of.to]) },
          { name: '人数', value: `${of.personCount.toLocaleString('en')} 人` },
          { name: '打印时间', value: issued },
          { name: '可以验证到', value: until },
          { name: '摘要', value: <span class="code check-digest">{of.digest}</span> },
        ]}
      />
      <Table
        caption={of.personCount > of.persons.length ? `前 ${of.persons.length} 人` : '人员'}
        rows={of.persons.map((person, index) => ({ ...person, place: String(index + 1) }))}
        rowKey={({ place }) => place}
        columns={[
          { label: '序号', cell: ({ place }) => place, kind: 'short' },
          { label: '姓名', cell: ({ name }) => name },
          { label: '社会保障号', cell: ({ number }) => <span class="digits">{number}</span> },
          {
            label: '缴费起止年月',
            cell: ({ runs }) => (
              <span class="digits">{runs.map(({ from, to }) => runInWords([from, to])).join('，')}</span>
            ),
          },
          { label: '缴费月数', cell: ({ months }) => months, kind: 'number' },
        ]}
        empty={null}
      />
    </div>
  )
}
