import type { SingleItem } from '../../schema/filing-forms.ts'
import { type RecordChoice, sayChoice } from '../../schema/record-choice.ts'
import { rosterMessage } from '../../schema/rosters/copy.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { errorOf } from '../ui/errors.ts'
import { Field } from '../ui/field.tsx'
import type { FormProps } from '../ui/form.tsx'
import { Select } from '../ui/select.tsx'
import { type FilingField, fieldsOf } from './fields.ts'

export interface FilingFormProps extends FormProps {
  item: SingleItem
  /** Words of the button: the act itself. */
  submit: string
  /** Where it leads back to without filing. */
  back: string
  /** Sentences with their particulars, by code, before those of the table. */
  sentences?: Record<string, string>
  /** The page that mends what is in the way. */
  way?: { href: string; text: string } | undefined
  /** Of several records of the number, which one is meant. */
  choices?: readonly RecordChoice[] | undefined
}

/** `input` types and keyboards by what a column holds. */
const INPUTS = {
  name: { type: 'text', maxlength: 120 },
  document: { type: 'text', code: true, autocapitalize: 'characters', maxlength: 60 },
  mobile: { type: 'tel', inputmode: 'tel', code: true, maxlength: 40 },
  day: { type: 'date', maxlength: 20 },
  money: { type: 'text', inputmode: 'decimal', code: true, maxlength: 20 },
  text: { type: 'text', maxlength: 100 },
} as const

const CHOOSE = { value: '', label: '请选择' }

const optionsOf = (list: Readonly<Record<string, string>>) =>
  Object.keys(list)
    .sort()
    .map((value) => ({ value, label: list[value] ?? '' }))

function One({
  field,
  value,
  error,
}: {
  field: FilingField
  value?: string | undefined
  error?: string | undefined
}) {
  const { key, header, kind, list, hint, usual, optional } = field
  const shared = {
    ...{ name: key, label: header, error, required: !optional },
    ...(hint && { hint }),
  }
  if (list) return <Select {...shared} options={[CHOOSE, ...optionsOf(list)]} value={value ?? usual ?? ''} />
  const input = INPUTS[kind as keyof typeof INPUTS] ?? INPUTS.text
  return <Field {...shared} {...input} value={value} autocomplete="off" />
}

/** One filing. Posts a field for each column of the template; the hall checks, so no script is needed. */
export function FilingForm(props: FilingFormProps) {
  const { action, values, errors, problem, item, submit, back, sentences = {}, way, choices } = props
  const say = (code: string) => sentences[code] ?? rosterMessage(code)
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary
        problem={problem}
        errors={errors.map(({ field, code }) => ({ field, text: say(code) }))}
        autofocus
      />
      {way && (
        <p>
          <ButtonLink href={way.href}>{way.text}</ButtonLink>
        </p>
      )}
      {choices && choices.length > 0 && (
        <Select
          name="insuredId"
          label="要办的是哪一条"
          hint="选好以后，再提交一次。"
          options={[
            CHOOSE,
            ...choices.map((choice, at) => ({ value: choice.insuredId, label: sayChoice(choice, at + 1) })),
          ]}
          value={values.insuredId ?? ''}
        />
      )}
      {fieldsOf(item).map((field) => (
        <One
          key={field.key}
          field={field}
          value={values[field.key]}
          error={errorOf(errors, field.key, say)}
        />
      ))}
      <div class="actions">
        <Button kind="primary">{submit}</Button>
        <ButtonLink href={back}>不办了，返回</ButtonLink>
      </div>
    </form>
  )
}
