import { Frame, inputProps, type Labelled } from '../ui/field.tsx'

/** Several lines of text: one address each, or a set of keys. */
export function LinesField({
  value,
  rows = 3,
  ...props
}: Labelled & { value?: string | undefined; rows?: number }) {
  return (
    <Frame {...props}>
      <textarea
        {...inputProps(props)}
        class="input input-code"
        rows={rows}
        defaultValue={value}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
      />
    </Frame>
  )
}
