import type { Copy } from '../../schema/fields/copy-type.ts'
import { CurrentPassword, currentPasswordCopy } from '../../schema/fields/current-password.ts'
import { PersonIdentifier, signInNamesCopy } from '../../schema/fields/sign-in-names.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useForm } from '../ui/use-form.ts'

export interface PersonLoginProps extends FormProps {
  /** Ways on: somebody without an account, and somebody who came for a unit. */
  links: { register: string; unit: string }
}

const checks = { person: atom(PersonIdentifier), password: atom(CurrentPassword) }

const copy: Copy = { ...signInNamesCopy, ...currentPasswordCopy }
const say = (code: string) => copy[code] ?? '这里填得不对，请再核对一下。'

/** A person's own sign-in by password. Posts `person`, `password`. */
export function PersonLogin(props: PersonLoginProps) {
  const form = useForm(props, checks, say)
  return (
    <Form props={props} state={form}>
      <Field
        name="person"
        label="您的证件号码或手机号码"
        value={props.values.person}
        error={form.error('person')}
        autocomplete="username"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
      <PasswordField
        name="password"
        label="密码"
        error={form.error('password')}
        autocomplete="current-password"
        required
      />
      <Button kind="primary" wide working={form.working} workingLabel="正在登录…">
        登录
      </Button>
      <ul class="login-links">
        <li>
          没有账号？
          <a href={props.links.register}>个人注册</a>
        </li>
        <li>
          <a href={props.links.unit}>单位登录</a>
        </li>
      </ul>
    </Form>
  )
}
