import { today } from '../../schema/fields/calendar.ts'
import { DocumentNumber, documentNumberProblem } from '../../schema/fields/document-number.ts'
import { DOCUMENT_TYPES, isDocumentType } from '../../schema/fields/document-type.ts'
import { Mobile } from '../../schema/fields/mobile.ts'
import { upgradeMessage } from '../../schema/upgrade-refusals.ts'
import { Button } from '../ui/button.tsx'
import { atom, type Check } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { useForm } from '../ui/use-form.ts'

export interface UpgradeRepresentativeFormProps extends FormProps {
  /** As the old hall has it, the legal representative masked. */
  unit: {
    unitName: string
    creditCode: string
    representative: { name: string; documentType: string; documentNumber: string }
  }
}

const anyNumber = atom(DocumentNumber)

/** A number that can be one of this type; a wrong digit is told here and costs no try at the old hall. */
const fitting =
  (type: string): Check =>
  (typed, read) => {
    const answer = anyNumber(typed, read)
    if ('code' in answer || !isDocumentType(type)) return answer
    const code = documentNumberProblem(type, answer.value, today())
    return code ? { code } : answer
  }

/** Third step of a legacy upgrade: the legal representative by their full number. Posts `documentNumber`, `mobile`. */
export function UpgradeRepresentativeForm(props: UpgradeRepresentativeFormProps) {
  const { unitName, creditCode, representative } = props.unit
  const { name, documentType, documentNumber } = representative
  const checks = { documentNumber: fitting(documentType), mobile: atom(Mobile) }
  const form = useForm(props, checks, upgradeMessage)
  return (
    <Form props={props} state={form}>
      <SummaryList
        rows={[
          { name: '单位全称', value: unitName },
          { name: '统一社会信用代码', value: creditCode },
          { name: '法定代表人', value: name },
          {
            name: '证件类型',
            value: isDocumentType(documentType) ? DOCUMENT_TYPES[documentType] : '其他证件',
          },
          { name: '证件号码', value: documentNumber },
        ]}
      />
      <Field
        name="documentNumber"
        label="法定代表人完整的证件号码"
        hint="和上面只露出几位的是同一个号码，由原网办大厅核对。"
        value={props.values.documentNumber}
        error={form.error('documentNumber')}
        autocomplete="off"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
      <Field
        name="mobile"
        label="法定代表人手机号码"
        hint="填法定代表人本人在用的号码。"
        type="tel"
        inputmode="tel"
        value={props.values.mobile}
        error={form.error('mobile')}
        autocomplete="off"
        maxlength={40}
        required
        code
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在核对…">
        下一步：设置管理员
      </Button>
    </Form>
  )
}
