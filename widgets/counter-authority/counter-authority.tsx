import { issuerProfiles } from '../../schema/ca-issuers.ts'
import { counterMessage } from '../../schema/counter-refusals.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { Select } from '../ui/select.tsx'
import { useForm } from '../ui/use-form.ts'

export interface CounterAuthorityProps extends FormProps {
  /** It is on the list already. */
  known?: boolean
}

const PROFILES = Object.entries(issuerProfiles).map(([value, { label }]) => ({ value, label }))

/**
 * How a certificate authority is dealt with. Posts `authorityName`, `profile`, `ocspUrl`, `crlUrl`, `freshHours`,
 * `localClient`, and what is carried along unseen. The hall checks it; no script does.
 */
export function CounterAuthority(props: CounterAuthorityProps) {
  const form = useForm(props, {}, counterMessage)
  const { values, known } = props
  return (
    <Form props={props} state={form}>
      <Field
        name="authorityName"
        label="机构的名字"
        hint="单位在「CA 证书」里会看到它。"
        value={values.authorityName}
        error={form.error('authorityName')}
        autocomplete="off"
        maxlength={120}
        required
      />
      <Select
        name="profile"
        label="信用代码写在证书的哪里"
        hint="各家不一样，请照机构的证书规范选。"
        options={[{ value: '', label: '请选择' }, ...PROFILES]}
        value={values.profile ?? ''}
        error={form.error('profile')}
        required
      />
      <Field
        name="ocspUrl"
        label="OCSP 查询的网址"
        hint="和吊销列表至少填一个；两个都填的，两边都要说没有吊销。"
        value={values.ocspUrl}
        error={form.error('ocspUrl')}
        autocomplete="off"
        autocapitalize="none"
        maxlength={300}
        code
      />
      <Field
        name="crlUrl"
        label="吊销列表（CRL）的网址"
        value={values.crlUrl}
        error={form.error('crlUrl')}
        autocomplete="off"
        autocapitalize="none"
        maxlength={300}
        code
      />
      <Field
        name="freshHours"
        label="答复最多用多少小时"
        hint="超过这个时间就重新查，查不到就不让登录。一般填 24。"
        value={values.freshHours}
        error={form.error('freshHours')}
        autocomplete="off"
        inputmode="numeric"
        maxlength={5}
        required
        code
      />
      <Checkbox
        name="localClient"
        label="这家机构有装在电脑上的签名程序，别的网页也能叫它签名"
        hint="不确定就勾上。勾上以后，一台电脑第一次用证书登录，要再扫码确认一次。"
        error={form.error('localClient')}
        value={values.localClient}
      />
      <Button kind="primary">{known ? '保存修改' : '登记这家机构'}</Button>
    </Form>
  )
}
