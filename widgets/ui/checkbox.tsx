import type { ComponentChildren } from 'preact'
import { FieldError, fieldId, Hint, inputProps } from './field.tsx'

export interface CheckboxProps {
  name: string
  /** May hold a link to what is agreed to. */
  label: ComponentChildren
  hint?: ComponentChildren
  error?: string | undefined
  /** `yes` when it was ticked before; agreement is never ticked for the visitor. */
  value?: string | undefined
  required?: boolean
}

/** Posts `yes` when ticked and nothing otherwise. */
export function Checkbox(props: CheckboxProps) {
  return (
    <div class="checkbox">
      <input
        {...inputProps({ ...props, label: '' })}
        class="checkbox-input"
        type="checkbox"
        value="yes"
        defaultChecked={props.value === 'yes'}
        required={props.required}
      />
      <label class="checkbox-label" for={fieldId(props.name)}>
        {props.label}
      </label>
      {props.hint && <Hint name={props.name}>{props.hint}</Hint>}
      {props.error && <FieldError name={props.name}>{props.error}</FieldError>}
    </div>
  )
}
