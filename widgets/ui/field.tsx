import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

/** What every input shares: its name on the wire, the words above it, and what is wrong with it now. */
export interface Labelled {
  name: string
  label: string
  hint?: ComponentChildren
  /** A ready sentence. */
  error?: string | undefined
}

export interface FieldProps extends Labelled {
  type?: 'text' | 'tel' | 'date'
  /** What the visitor typed before; never a password. */
  value?: string | undefined
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel'
  autocapitalize?: 'none' | 'characters'
  maxlength?: number
  required?: boolean
  /** Codes and numbers get digits of one width and no spelling hints. */
  code?: boolean
}

/** Preact's types allow one literal per `<input>`, because of the roles that belong to each; none is used here. */
export const oneType = (type: 'text' | 'tel' | 'date' | 'password') => type as 'text'

/** Where the error summary jumps to. */
export const fieldId = (name: string) => `field-${name}`

/** The attributes that tie an input to its label, hint and error. */
export function inputProps({ name, hint, error }: Labelled) {
  const parts = [hint && `${fieldId(name)}-hint`, error && `${fieldId(name)}-error`].filter(Boolean)
  return {
    id: fieldId(name),
    name,
    'aria-describedby': parts.join(' ') || undefined,
    'aria-invalid': error ? ('true' as const) : undefined,
  }
}

export function Hint({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="field-hint" id={`${fieldId(name)}-hint`}>
      {children}
    </div>
  )
}

/** An error is a shape, a colour and words, so that none of the three is needed alone. */
export function FieldError({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <p class="field-error" id={`${fieldId(name)}-error`}>
      <Icon name="alert" />
      <span>{children}</span>
    </p>
  )
}

/** Label above, hint below it, error between hint and input. */
export function Frame({ name, label, hint, error, children }: Labelled & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label class="field-label" for={fieldId(name)}>
        {label}
      </label>
      {hint && <Hint name={name}>{hint}</Hint>}
      {error && <FieldError name={name}>{error}</FieldError>}
      {children}
    </div>
  )
}

/** One line of text. The input is uncontrolled: what was typed before hydration stays. */
export function Field(props: FieldProps) {
  return (
    <Frame {...props}>
      <input
        {...inputProps(props)}
        class={props.code ? 'input input-code' : 'input'}
        type={oneType(props.type ?? 'text')}
        defaultValue={props.value}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        autocapitalize={props.autocapitalize}
        maxLength={props.maxlength}
        required={props.required}
        spellcheck={props.code ? false : undefined}
      />
    </Frame>
  )
}
