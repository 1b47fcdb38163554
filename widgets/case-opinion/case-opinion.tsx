import { caseMessage } from '../../schema/case-form.ts'
import { WORDS_MAX } from '../../schema/cases.ts'
import { Button, type ButtonProps } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { TextArea } from '../ui/text-area.tsx'

export interface CaseOpinionProps {
  action: string
  /** What can be decided now; the first is what is done most. */
  moves: readonly { value: string; label: string; kind?: ButtonProps['kind'] }[]
  label: string
  hint: string
  /** What was written before. */
  words?: string | undefined
  /** Of the form that is decided on: what was corrected meanwhile is noticed by it. */
  version?: number | undefined
  /** A message code. */
  error?: string | undefined
  problem?: string | undefined
}

/** An opinion, and what is decided with it. Posts `words`, `move` and `version`. */
export function CaseOpinion(props: CaseOpinionProps) {
  const { action, moves, label, hint, words, version, error, problem } = props
  const said = error === undefined ? undefined : caseMessage(error)
  return (
    <form method="post" action={action} noValidate class="fields">
      <ErrorSummary problem={problem} errors={said ? [{ field: 'words', text: said }] : []} autofocus />
      <TextArea name="words" label={label} hint={hint} value={words} error={said} maxlength={WORDS_MAX} />
      {version !== undefined && <input type="hidden" name="version" value={version} />}
      <div class="actions">
        {moves.map(({ value, label: act, kind = 'secondary' }) => (
          <Button key={value} name="move" value={value} kind={kind}>
            {act}
          </Button>
        ))}
      </div>
    </form>
  )
}
