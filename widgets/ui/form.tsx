import type { ComponentChildren } from 'preact'
import { ErrorSummary } from './error-summary.tsx'
import type { FieldError } from './errors.ts'
import type { FormState } from './use-form.ts'

/** What every form of the hall is given; all of it can be written as JSON. */
export interface FormProps {
  /** Where the form posts; it answers 303 on success, or this page again with its messages. */
  action: string
  /** What was typed before, by field name. Never a password or a code. */
  values: Record<string, string>
  errors: FieldError[]
  /** A ready sentence about the whole form. */
  problem?: string | undefined
  working?: boolean | undefined
  /** Carried along unseen, e.g. where to go on. */
  hidden?: Record<string, string> | undefined
  /** In a portal's frame: browsers forbid taking the focus on load there, and links open outside. */
  framed?: boolean | undefined
}

interface Props {
  props: FormProps
  state: FormState
  /** One of the fields is a file. */
  sendsFiles?: boolean
  children: ComponentChildren
}

/** A form that the browser itself submits; the hydrated page only checks first and shows the work. */
export function Form({ props, state, sendsFiles, children }: Props) {
  return (
    <form
      method="post"
      action={props.action}
      encType={sendsFiles ? 'multipart/form-data' : undefined}
      noValidate
      class="fields"
      onSubmit={state.onSubmit}
      onFocusOut={state.onFocusOut}
    >
      <ErrorSummary
        problem={state.problem}
        errors={state.refused}
        autofocus={!props.framed}
        focusRef={state.summary}
      />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}
