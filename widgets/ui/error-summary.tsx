import type { Ref } from 'preact'
import { fieldId } from './field.tsx'
import { Icon } from './icon.tsx'

export interface ErrorSummaryProps {
  /** A ready sentence about the whole form, e.g. a wrong password. */
  problem?: string | undefined
  errors: readonly { field: string; text: string }[]
  /** Takes the focus without a script. Browsers refuse it inside another site's frame, and complain. */
  autofocus?: boolean
  focusRef?: Ref<HTMLDivElement | null>
}

/** Says on top what has to be changed, and leads to each field. Nothing when there is nothing to say. */
export function ErrorSummary({ problem, errors, autofocus, focusRef }: ErrorSummaryProps) {
  if (!problem && errors.length === 0) return null
  return (
    <div class="error-summary" role="alert" tabIndex={-1} autofocus={autofocus} ref={focusRef ?? null}>
      <p class="error-summary-title">
        <Icon name="alert" />
        <span>{problem ?? `有 ${errors.length} 处需要您改一下，其余内容都还在。`}</span>
      </p>
      {errors.length > 0 && (
        <ul class="error-summary-list">
          {errors.map((error) => (
            <li key={error.field}>
              <a href={`#${fieldId(error.field)}`}>{error.text}</a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
