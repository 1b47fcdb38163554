import { DELIVERY } from '../../schema/case-delivery.ts'
import { caseMessage, fileInput, ROSTER_INPUT } from '../../schema/case-form.ts'
import type { ItemField, ItemMaterial } from '../../schema/catalogue.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf, type FieldError } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Select } from '../ui/select.tsx'
import { TextArea } from '../ui/text-area.tsx'
import { DeliveryField, type DeliveryFieldProps } from './delivery-field.tsx'
import { type KnownFile, PaperField } from './paper-field.tsx'
import { RosterField, type RosterFieldProps } from './roster-field.tsx'

export interface CaseFormProps {
  action: string
  fields: readonly ItemField[]
  materials: readonly (ItemMaterial & { files: readonly KnownFile[] })[]
  /** Of an item that takes a spreadsheet in the place of some fields, which are left out where there is one. */
  roster?: RosterFieldProps | undefined
  /** Of an item whose result is sent. */
  delivery?: DeliveryFieldProps | undefined
  /** Of what is kept: whoever keeps something else meanwhile is noticed by it. */
  version: number
  /** What is kept so far, by field. */
  values: Record<string, string>
  errors: readonly FieldError[]
  problem?: string | undefined
  /** What the office, or the unit's own review, asked for. */
  asked?: string | undefined
  /** It was just kept. */
  saved?: boolean | undefined
  /** It was a case before: it goes back to where it was. */
  again?: boolean | undefined
}

/** As the list names it. */
const CHOOSE = { value: '', label: '请选择' }

function FormField({ field, value, error }: { field: ItemField; value: string; error?: string | undefined }) {
  const { key, label, required, type, max } = field
  const shared = {
    ...{ name: key, label: required ? label : `${label}（选填）`, value, error, required },
    ...(field.hint !== undefined && { hint: field.hint }),
  }
  if (type === 'textarea') return <TextArea {...shared} maxlength={max} />
  if (type === 'select') return <Select {...shared} options={[CHOOSE, ...(field.options ?? [])]} />
  if (type === 'date') return <Field {...shared} type="date" code />
  const number = type === 'number' || type === 'money'
  return (
    <Field
      {...shared}
      autocomplete="off"
      inputmode={type === 'number' ? 'numeric' : number ? 'decimal' : 'text'}
      maxlength={number ? 30 : (max ?? 200)}
      code={number}
    />
  )
}

/**
 * The form of a case with its papers; all of it is one form, so that nothing typed is lost by adding a file. Posts the
 * fields by their keys, `version`, files as `file_<kind>`, `roster`, `delivery`, and `act` (`save`, `submit`, `address`) or
 * `remove` (a file's id, or `roster`).
 */
export function CaseForm(props: CaseFormProps) {
  const {
    action,
    fields,
    materials,
    roster,
    delivery,
    version,
    values,
    errors,
    problem,
    asked,
    saved,
    again,
  } = props
  const names = Object.fromEntries([
    ...fields.map(({ key, label }) => [key, label]),
    ...materials.map(({ key, label }) => [fileInput(key), label]),
    [DELIVERY, '怎么给您'],
    [ROSTER_INPUT, '表格'],
  ]) as Record<string, string>
  const errorAt = (name: string) => errorOf(errors, name, caseMessage)
  return (
    <form method="post" action={action} encType="multipart/form-data" noValidate class="fields">
      {/* The Enter key presses a form's first button: that one keeps, and takes nothing away. */}
      <button class="unseen" type="submit" name="act" value="save" tabIndex={-1} aria-hidden="true">
        保存
      </button>
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code }) => ({
          field,
          text: `${names[field] ?? ''}：${caseMessage(code)}`,
        }))}
        autofocus
      />
      {asked && (
        <Notice kind="wait" title="请补正">
          {asked}
        </Notice>
      )}
      {saved && <Notice kind="done" role="status" title="已经保存，离开这一页也不会丢" />}
      {roster && <RosterField {...roster} error={errorAt(ROSTER_INPUT)} />}
      {fields.map((field) => (
        <FormField key={field.key} field={field} value={values[field.key] ?? ''} error={errorAt(field.key)} />
      ))}
      {materials.length > 0 && (
        <section class="case-papers" aria-labelledby="papers">
          <h2 id="papers">材料</h2>
          <p class="quiet">PDF、JPG、PNG、XLSX 或 DOCX，每个不超过 20 MB，最多 20 个，一次传一两个最稳妥。</p>
          {materials.map((material) => (
            <PaperField
              key={material.key}
              name={fileInput(material.key)}
              label={material.required ? material.label : `${material.label}（选填）`}
              files={material.files}
              error={errorAt(fileInput(material.key))}
            />
          ))}
        </section>
      )}
      {delivery && <DeliveryField {...delivery} error={errorAt(DELIVERY)} />}
      <input type="hidden" name="version" value={version} />
      <div class="actions">
        <Button kind="primary" name="act" value="submit">
          {again ? '补好了，再次提交' : '提交'}
        </Button>
        <Button name="act" value="save">
          {materials.length > 0 ? '保存并上传文件' : '保存'}
        </Button>
      </div>
    </form>
  )
}
