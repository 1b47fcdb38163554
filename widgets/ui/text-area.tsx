import { Frame, inputProps, type Labelled } from './field.tsx'

/** Several lines of text. */
export function TextArea({
  value,
  rows = 4,
  maxlength,
  required,
  ...props
}: Labelled & {
  value?: string | undefined
  rows?: number
  maxlength?: number | undefined
  required?: boolean | undefined
}) {
  return (
    <Frame {...props}>
      <textarea
        {...inputProps(props)}
        class="input"
        rows={rows}
        defaultValue={value}
        maxLength={maxlength}
        required={required}
        autocomplete="off"
      />
    </Frame>
  )
}
