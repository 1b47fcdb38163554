import { Frame, inputProps, type Labelled } from './field.tsx'
import { Icon } from './icon.tsx'

export interface SelectProps extends Labelled {
  options: readonly { value: string; label: string }[]
  value?: string | undefined
  required?: boolean
}

/** A native list: it works everywhere, and phones show it their own way. */
export function Select(props: SelectProps) {
  return (
    <Frame {...props}>
      <div class="select">
        <select {...inputProps(props)} class="input" required={props.required}>
          {props.options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === props.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </Frame>
  )
}
