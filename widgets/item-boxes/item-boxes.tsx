import { FieldError, fieldId, Hint } from '../ui/field.tsx'

export interface ItemBoxesProps {
  label: string
  hint?: string
  /** Service items in groups, as they stand in the catalogue. */
  groups: readonly { name: string; items: readonly { code: string; name: string }[] }[]
  /** Codes that are ticked. */
  chosen: readonly string[]
  error?: string | undefined
}

/** Which items somebody may do: a box each. Posts `items` once for every box that is ticked. */
export function ItemBoxes({ label, hint, groups, chosen, error }: ItemBoxesProps) {
  const parts = [hint && `${fieldId('items')}-hint`, error && `${fieldId('items')}-error`].filter(Boolean)
  return (
    <fieldset
      class="item-boxes"
      id={fieldId('items')}
      tabIndex={-1}
      aria-describedby={parts.join(' ') || undefined}
    >
      <legend class="field-label">{label}</legend>
      {hint && <Hint name="items">{hint}</Hint>}
      {error && <FieldError name="items">{error}</FieldError>}
      {groups.map(({ name, items }) => (
        <details key={name} open={items.some(({ code }) => chosen.includes(code)) || undefined}>
          <summary>
            {name}
            <span class="quiet digits">（{items.length} 项）</span>
          </summary>
          <ul>
            {items.map((item) => (
              <li key={item.code} class="checkbox">
                <input
                  class="checkbox-input"
                  type="checkbox"
                  name="items"
                  value={item.code}
                  id={`item-${item.code}`}
                  defaultChecked={chosen.includes(item.code)}
                />
                <label class="checkbox-label" for={`item-${item.code}`}>
                  {item.name}
                </label>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </fieldset>
  )
}
