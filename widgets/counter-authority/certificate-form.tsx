import { counterMessage } from '../../schema/counter-refusals.ts'
import { LinesField } from '../counter-client/lines-field.tsx'
import { Button } from '../ui/button.tsx'
import { Frame, inputProps, type Labelled } from '../ui/field.tsx'
import { Form, type FormProps } from '../ui/form.tsx'
import { useForm } from '../ui/use-form.ts'

const FileField = (props: Labelled) => (
  <Frame {...props}>
    <input {...inputProps(props)} class="input letter-input" type="file" accept=".cer,.crt,.pem,.der" />
  </Frame>
)

/** A CA's certificate, offered as a file or pasted. Posts `certificate` (a file) and `pem`. */
export function CertificateForm(props: FormProps) {
  const form = useForm(props, {}, counterMessage)
  return (
    <Form props={props} state={form} sendsFiles>
      <FileField
        name="certificate"
        label="证书文件"
        hint="发证机构的根证书或中级证书，PEM 或 DER 格式，一个文件只有一张。"
        error={form.error('certificate')}
      />
      <LinesField
        name="pem"
        label="或者粘贴 PEM 格式的证书"
        hint="从 BEGIN CERTIFICATE 那一行到 END CERTIFICATE 那一行。选了文件就不用粘贴。"
        value={props.values.pem}
        error={form.error('pem')}
        rows={6}
      />
      <Button kind="primary">核对这张证书</Button>
    </Form>
  )
}
