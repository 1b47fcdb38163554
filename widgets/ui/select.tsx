import { Frame, inputProps, type Labelled } from './field.tsx'
import { Icon } from './icon.tsx'

export interface Option {
  value: string
  label: string
}

export interface SelectProps extends Labelled {
  options: readonly Option[]
  /** Further options under headings, e.g. the counties of each city. */
  groups?: readonly { label: string; options: readonly Option[] }[]
  value?: string | undefined
  required?: boolean
  autocomplete?: string
}

const Options = ({ of, value }: { of: readonly Option[]; value: string | undefined }) => (
  <>
    {of.map((option) => (
      <option key={option.value} value={option.value} selected={option.value === value}>
        {option.label}
      </option>
    ))}
  </>
)

/** A native list: it works everywhere, and phones show it their own way. */
export function Select(props: SelectProps) {
  return (
    <Frame {...props}>
      <div class="select">
        <select
          {...inputProps(props)}
          class="input"
          required={props.required}
          autocomplete={props.autocomplete}
        >
          <Options of={props.options} value={props.value} />
          {props.groups?.map(({ label, options }) => (
            <optgroup key={label} label={label}>
              <Options of={options} value={props.value} />
            </optgroup>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </Frame>
  )
}
