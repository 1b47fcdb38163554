import { Field } from '../ui/field.tsx'

interface Props {
  values: Record<string, string>
  error: (field: string) => string | undefined
  /** The last day that may be given, where whoever gives it has a term too. */
  until?: string | undefined
}

/** First and last day of a term. Posts `firstDay` and `lastDay`, `YYYY-MM-DD`. */
export function TermFields({ values, error, until }: Props) {
  return (
    <>
      <Field
        name="firstDay"
        label="授权从哪一天开始"
        type="date"
        value={values.firstDay}
        error={error('firstDay')}
        autocomplete="off"
        required
      />
      <Field
        name="lastDay"
        label="授权到哪一天为止"
        hint={
          until
            ? `这一天也算在内；您自己的授权到 ${until} 为止，不能更晚。`
            : '这一天也算在内，过了就不能再办。'
        }
        type="date"
        value={values.lastDay}
        error={error('lastDay')}
        autocomplete="off"
        required
      />
    </>
  )
}
