import { useEffect, useRef, useState } from 'preact/hooks'
import { passwordRuleLabels, passwordRules } from '../../schema/fields/password.ts'
import { Button } from './button.tsx'
import { Frame, inputProps, type Labelled, oneType } from './field.tsx'
import { Icon } from './icon.tsx'

export interface PasswordFieldProps extends Labelled {
  autocomplete: 'current-password' | 'new-password'
  required?: boolean
  onTyped?: (typed: string) => void
}

/** A password, with a button that shows it. It is hidden again before it is sent, so that browsers store it right. */
export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const { onTyped } = props
  useEffect(() => {
    const form = input.current?.form
    const hide = () => setShown(false)
    form?.addEventListener('submit', hide)
    return () => form?.removeEventListener('submit', hide)
  }, [])
  useEffect(() => {
    // What was typed or filled in before the script came counts too.
    if (input.current?.value) onTyped?.(input.current.value)
  }, [onTyped])
  return (
    <Frame {...props}>
      <div class="with-button">
        <input
          {...inputProps(props)}
          ref={input}
          class="input"
          type={oneType(shown ? 'text' : 'password')}
          autocomplete={props.autocomplete}
          autocapitalize="none"
          spellcheck={false}
          required={props.required}
          onInput={onTyped && ((event) => onTyped(event.currentTarget.value))}
        />
        <Button type="button" needsScript onClick={() => setShown(!shown)}>
          {shown ? '隐藏' : '显示'}
          <span class="unseen">{props.label}</span>
        </Button>
      </div>
    </Frame>
  )
}

/** A new password with its rules, which tick off while it is typed. Without a script they are a plain list. */
export function NewPasswordField(props: Omit<PasswordFieldProps, 'autocomplete' | 'onTyped' | 'hint'>) {
  const [typed, setTyped] = useState('')
  const rules = (
    <ul class="rules">
      {passwordRules(typed).map(({ rule, met }) => (
        <li key={rule} class={met ? 'rule rule-met' : 'rule'}>
          <Icon name={met ? 'check' : 'open'} />
          <span>
            {passwordRuleLabels[rule]}
            {met && <span class="unseen">，已做到</span>}
          </span>
        </li>
      ))}
    </ul>
  )
  return <PasswordField {...props} autocomplete="new-password" hint={rules} onTyped={setTyped} />
}
