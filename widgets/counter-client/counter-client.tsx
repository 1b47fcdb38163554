import { AuthMethod, authMethodNames } from '../../schema/counter-clients.ts'
import { counterMessage } from '../../schema/counter-refusals.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { Select } from '../ui/select.tsx'
import { useForm } from '../ui/use-form.ts'
import { LinesField } from './lines-field.tsx'
import { ThemeFields } from './theme-fields.tsx'

export interface CounterClientProps extends FormProps {
  /** A client that is there keeps its id and its way of proving itself. */
  known?: { byKeys: boolean } | undefined
}

const METHODS = AuthMethod.options.map((value) => ({ value, label: authMethodNames[value] }))

/**
 * An embedding client's registration. Posts `clientId` and `authMethod` (a new one only), `clientName`, `redirectUris`,
 * `origins`, `postLogoutRedirectUris`, `backchannelLogoutUri`, `jwks`, and how its frames look. The hall checks it; no script does.
 */
export function CounterClient(props: CounterClientProps) {
  const form = useForm(props, {}, counterMessage)
  const { values, known } = props
  return (
    <Form props={props} state={form}>
      {!known && (
        <Field
          name="clientId"
          label="编号"
          hint="网站在代码里用它称呼自己，定了不能改，例如 my-city。"
          value={values.clientId}
          error={form.error('clientId')}
          autocomplete="off"
          autocapitalize="none"
          maxlength={60}
          required
          code
        />
      )}
      <Field
        name="clientName"
        label="网站的名字"
        hint="来登录的人会看到它。"
        value={values.clientName}
        error={form.error('clientName')}
        autocomplete="off"
        maxlength={120}
        required
      />
      <LinesField
        name="redirectUris"
        label="登录后返回的网址"
        hint="每行一个，一字不差。"
        value={values.redirectUris}
        error={form.error('redirectUris')}
      />
      <LinesField
        name="origins"
        label="可以嵌入登录框的网站"
        hint="每行一个，只到域名和端口，例如 https://portal.example。不嵌入的话空着。"
        value={values.origins}
        error={form.error('origins')}
      />
      <LinesField
        name="postLogoutRedirectUris"
        label="退出后返回的网址"
        hint="每行一个，可以空着。"
        value={values.postLogoutRedirectUris}
        error={form.error('postLogoutRedirectUris')}
      />
      <Field
        name="backchannelLogoutUri"
        label="退出通知发到哪里"
        hint="网站服务器的网址，可以空着。"
        value={values.backchannelLogoutUri}
        error={form.error('backchannelLogoutUri')}
        autocomplete="off"
        autocapitalize="none"
        maxlength={500}
        code
      />
      {!known && (
        <Select
          name="authMethod"
          label="网站的服务器怎样证明自己"
          options={METHODS}
          value={values.authMethod ?? 'client_secret_basic'}
          error={form.error('authMethod')}
          required
        />
      )}
      {known?.byKeys !== false && (
        <LinesField
          name="jwks"
          label="网站的公钥"
          hint="选了公钥才填：粘贴公钥集合（JWKS），不能带私钥。"
          value={values.jwks}
          error={form.error('jwks')}
          rows={6}
        />
      )}
      <ThemeFields values={values} error={form.error} />
      <Button kind="primary">{known ? '保存修改' : '登记这个网站'}</Button>
    </Form>
  )
}
