import type { Check } from './check.ts'
import { NewPasswordField, PasswordField } from './password-field.tsx'
import type { FormState } from './use-form.ts'

/** The repetition fits what stands in `password`. */
export const sameAgain: Check = (typed, read) => {
  if (typed === '') return { code: 'password_repeat.required' }
  return typed === read('password') ? { value: typed } : { code: 'password_repeat.different' }
}

/** A password to be set, twice: `password`, `passwordRepeat`. */
export function NewPasswordFields({ label, state }: { label: string; state: FormState }) {
  return (
    <>
      <NewPasswordField name="password" label={label} error={state.error('password')} required />
      <PasswordField
        name="passwordRepeat"
        label="再输入一遍密码"
        error={state.error('passwordRepeat')}
        autocomplete="new-password"
        required
      />
    </>
  )
}
