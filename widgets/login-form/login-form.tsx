import type { Copy } from '../../schema/fields/copy-type.ts'
import { CurrentPassword, currentPasswordCopy } from '../../schema/fields/current-password.ts'
import { PersonIdentifier, signInNamesCopy, UnitIdentifier } from '../../schema/fields/sign-in-names.ts'
import { Button } from '../ui/button.tsx'
import { atom } from '../ui/check.ts'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { useForm } from '../ui/use-form.ts'

export interface LoginFormProps extends FormProps {
  /** The site that the visitor came from, and goes back to signed in. */
  portalName?: string | undefined
  /** Ways on, in their order; 忘记密码 stands beside the password. */
  links: { recover?: string; registerUnit?: string; registerPerson?: string }
}

const checks = {
  unit: atom(UnitIdentifier),
  person: atom(PersonIdentifier),
  password: atom(CurrentPassword),
}

const copy: Copy = { ...signInNamesCopy, ...currentPasswordCopy }
const say = (code: string) => copy[code] ?? '这里填得不对，请再核对一下。'

function Links({ links, framed }: Pick<LoginFormProps, 'links' | 'framed'>) {
  // In a frame the hall's other pages refuse to show, so they open beside it.
  const outside = framed ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <ul class="login-links">
      {links.recover && (
        <li>
          <a href={links.recover} {...outside}>
            忘记密码
          </a>
        </li>
      )}
      {links.registerUnit && (
        <li>
          没有账号？
          <a href={links.registerUnit} {...outside}>
            立即注册
          </a>
        </li>
      )}
      {links.registerPerson && (
        <li>
          <a href={links.registerPerson} {...outside}>
            个人注册
          </a>
        </li>
      )}
    </ul>
  )
}

/** Sign-in by password. Posts `unit`, `person`, `password`. */
export function LoginForm(props: LoginFormProps) {
  const form = useForm(props, checks, say)
  return (
    <Form props={props} state={form}>
      {props.portalName && <p class="login-portal">登录后返回{props.portalName}</p>}
      <Field
        name="unit"
        label="统一社会信用代码、单位编号或机构编号"
        value={props.values.unit}
        error={form.error('unit')}
        autocomplete="on"
        autocapitalize="characters"
        maxlength={60}
        required
        code
      />
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
      <Links links={props.links} framed={props.framed} />
    </Form>
  )
}
