import type { FormProps } from '../ui/form.tsx'
import { CertificateCheck, CertificateCheckForm, type CertificateCheckProps } from './certificate-check.tsx'

export interface CertificateFrameProps {
  form: FormProps
  found?: CertificateCheckProps | undefined
}

/** The check in a portal's page: what was found comes first, and takes the focus in place of the button. */
export const CertificateFrame = ({ form, found }: CertificateFrameProps) => (
  <div class="stack">
    <p role="alert" hidden>
      没有连上单位办事大厅，请再点一次。
    </p>
    {found && (
      <div tabIndex={-1}>
        <CertificateCheck {...found} />
      </div>
    )}
    <CertificateCheckForm {...form} />
  </div>
)
