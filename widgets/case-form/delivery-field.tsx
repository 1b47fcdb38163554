import { DELIVERY } from '../../schema/case-delivery.ts'
import { Button } from '../ui/button.tsx'
import { FieldError, fieldId, Hint } from '../ui/field.tsx'

export interface DeliveryChoice {
  value: string
  /** 「寄到…」 or 「自己到窗口领取」. */
  label: string
  /** Who receives it, masked. */
  detail?: string | undefined
}

export interface DeliveryFieldProps {
  choices: readonly DeliveryChoice[]
  /** The one that is chosen; empty where none is. */
  value: string
  /** There is room for one more address. */
  mayAdd: boolean
}

/**
 * Where the paper goes that a case ends with. Posts the value of the choice as `delivery`, and `act` with `address` where
 * another address is wanted: what is filled in is kept first.
 */
export function DeliveryField({
  choices,
  value,
  mayAdd,
  error,
}: DeliveryFieldProps & { error?: string | undefined }) {
  const about = [`${fieldId(DELIVERY)}-hint`, ...(error ? [`${fieldId(DELIVERY)}-error`] : [])].join(' ')
  return (
    <fieldset class="delivery" aria-describedby={about}>
      <legend class="field-label">办好以后，文书怎么给您</legend>
      <Hint name={DELIVERY}>寄出以后，可以在「单位快递」里看到它走到哪里了。</Hint>
      {error && <FieldError name={DELIVERY}>{error}</FieldError>}
      {choices.map((choice, index) => (
        <label key={choice.value} class="delivery-choice">
          <input
            type="radio"
            id={index === 0 ? fieldId(DELIVERY) : undefined}
            name={DELIVERY}
            value={choice.value}
            defaultChecked={choice.value === value}
          />
          <span>
            {choice.label}
            {choice.detail && <span class="quiet">{choice.detail}</span>}
          </span>
        </label>
      ))}
      {mayAdd && (
        <Button kind="plain" name="act" value="address">
          保存填写的内容，去添加收件地址
        </Button>
      )}
    </fieldset>
  )
}
