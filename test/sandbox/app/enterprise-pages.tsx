/** @jsxImportSource hono/jsx */
import { groups, Phone } from '../phone/layout.tsx'
import type { PhonePerson } from '../phone/people.ts'
import type { Grant, LinkedUnit } from './acts.ts'

const APP = '智慧人社'
export const ROLES: Record<string, string> = {
  legal_representative: '法定代表人',
  administrator: '管理员',
  handler: '经办人',
}

export const Who = ({ person }: { person: PhonePerson }) => (
  <p class="quiet">
    {person.name}，<span class="number">{groups(person.document_number)}</span>
  </p>
)

interface UnitsProps {
  person: PhonePerson
  units: LinkedUnit[]
  /** What units have granted and the person has yet to confirm. */
  grants?: Grant[]
  /** Why there is no list, in the hall's words. */
  problem?: string | undefined
}

/** 企业服务: the units of whoever holds the phone. */
export const Units = ({ person, units, grants = [], problem }: UnitsProps) => (
  <Phone title="企业服务" app={APP}>
    <section class="card holder">
      <div>
        <h1>企业服务</h1>
        <Who person={person} />
      </div>
      <a class="button" href="/people">
        换人
      </a>
    </section>
    {problem && <p class="card error">{problem}</p>}
    {grants.map((grant) => (
      <section class="card unit">
        <h2>{grant.unitName}</h2>
        <p>
          请您做<b>{ROLES[grant.role] ?? grant.role}</b>，还没有确认
        </p>
        <a
          class="button"
          href={`/enterprise/grant?unit=${grant.unitNumber}`}
          aria-label={`查看授权：${grant.unitName}`}
        >
          查看授权
        </a>
      </section>
    ))}
    {!problem && units.length === 0 && grants.length === 0 && (
      <p class="card">您还没有关联的单位。法定代表人可以在下面关联企业；经办人请先让单位授权。</p>
    )}
    {units.map((unit) => (
      <section class="card unit">
        <h2>{unit.name}</h2>
        <p>
          单位编号 <b>{unit.unitNumber}</b>
          <span class="role">{ROLES[unit.role] ?? unit.role}</span>
        </p>
        <a
          class="button"
          href={`/enterprise/password?unit=${unit.unitNumber}`}
          aria-label={`设置密码：${unit.name}`}
        >
          设置密码
        </a>
      </section>
    ))}
    <section class="card">
      <h2>关联企业</h2>
      <p class="quiet">您是法定代表人、单位还没有在大厅注册的，刷脸后就能在这里注册。</p>
      <a class="button" href="/enterprise/link">
        关联企业
      </a>
    </section>
  </Phone>
)

export interface Again {
  /** What the hall, or the app itself, says. */
  problem?: string | undefined
  /** Fields with their messages. */
  errors?: Record<string, string>
}

interface FieldProps {
  name: string
  label: string
  hint?: string
  value?: string
  secret?: boolean
  errors: Record<string, string>
}

export const Field = ({ name, label, hint, value, secret, errors }: FieldProps) => {
  const error = errors[name]
  const said = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <>
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={secret ? 'password' : 'text'}
        value={value ?? ''}
        autocomplete={secret ? 'new-password' : 'off'}
        aria-describedby={said || undefined}
        aria-invalid={error ? 'true' : undefined}
        required
      />
    </>
  )
}

export const Passwords = ({ errors }: { errors: Record<string, string> }) => (
  <>
    <Field
      name="password"
      label="新密码"
      hint="8 到 20 位，数字、大写字母、小写字母、特殊字符至少三种。"
      secret
      errors={errors}
    />
    <Field name="passwordRepeat" label="确认密码" secret errors={errors} />
  </>
)

export const Problem = ({ text }: { text: string | undefined }) =>
  text ? (
    <p class="error" role="alert">
      {text}
    </p>
  ) : null

/** The face comes with the button: nothing leaves the phone without it. */
export const FaceButtons = () => (
  <div class="acts">
    <button type="submit" name="face" value="passed" class="main">
      刷脸通过，提交
    </button>
    <button type="submit" name="face" value="failed" formnovalidate>
      刷脸没通过
    </button>
    <a class="button" href="/enterprise">
      返回
    </a>
  </div>
)

interface PasswordProps extends Again {
  person: PhonePerson
  unitNumber: string
  unitName?: string | undefined
}

/** 设置密码: the first one, another one, or one in place of a forgotten one. */
export const SetPassword = ({ person, unitNumber, unitName, problem, errors = {} }: PasswordProps) => (
  <Phone title="设置密码" app={APP}>
    <section class="card act">
      <h1>设置密码</h1>
      {unitName && <p>{unitName}</p>}
      <p>
        单位编号 <b>{unitNumber}</b>
      </p>
      <Who person={person} />
      <p class="quiet">忘记了旧密码也在这里重新设置。设好以后，您在这家单位已有的登录都会退出。</p>
      <Problem text={problem} />
      <form method="post" action={`/enterprise/password?unit=${unitNumber}`}>
        <Passwords errors={errors} />
        <FaceButtons />
      </form>
    </section>
  </Phone>
)

interface LinkProps extends Again {
  person: PhonePerson
  creditCode?: string
  unitName?: string
}

/** 关联企业: the person registers the unit that they are the legal representative of. */
export const LinkUnit = ({ person, creditCode = '', unitName = '', problem, errors = {} }: LinkProps) => (
  <Phone title="关联企业" app={APP}>
    <section class="card act">
      <h1>关联企业</h1>
      <p>以法定代表人身份注册单位。</p>
      <Who person={person} />
      <Problem text={problem} />
      <form method="post" action="/enterprise/link">
        <Field
          name="creditCode"
          label="统一社会信用代码"
          hint="营业执照上的 18 位。演练可以用 91320100MA10000250。"
          value={creditCode}
          errors={errors}
        />
        <Field
          name="unitName"
          label="单位全称"
          hint="和营业执照上的名称一致。"
          value={unitName}
          errors={errors}
        />
        <Passwords errors={errors} />
        {errors.agreement && (
          <p class="error" id="agreement-error">
            {errors.agreement}
          </p>
        )}
        <label class="tick">
          <input
            type="checkbox"
            name="agreement"
            value="yes"
            aria-describedby={errors.agreement ? 'agreement-error' : undefined}
            aria-invalid={errors.agreement ? 'true' : undefined}
          />
          我已阅读并同意用户注册协议和个人信息说明
        </label>
        <FaceButtons />
      </form>
    </section>
  </Phone>
)
