/** What the pages of signing in by another system draw. */
import type { ComponentChildren } from 'preact'
import type { FederationReason } from '../../schema/federation.ts'
import { ScanPanel, type ScanPanelProps } from '../../widgets/scan-panel/scan-panel.tsx'
import { Button, ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'

interface StartProps {
  action: string
  /** Back to the other ways. */
  login: string
}

function Start(props: StartProps & { title: string; label: string; children: ComponentChildren }) {
  const { title, action, login, label, children } = props
  return (
    <div class="sheet stack">
      <h1>{title}</h1>
      {children}
      <form method="post" action={action}>
        <div class="actions">
          <Button kind="primary">{label}</Button>
        </div>
      </form>
      <p>
        <a href={login}>换一种方式登录</a>
      </p>
    </div>
  )
}

export const StartSso = (props: StartProps) => (
  <Start title="用江苏政务服务登录" label="去江苏政务服务登录" {...props}>
    <p>您会先到江苏政务服务的登录页，登录后自动回到大厅。请用单位的法人账户，个人账户不能代表单位。</p>
    <Notice title="第一次来不用注册">
      <p>法定代表人本人登录一次，单位就开通了。其他人要先得到法定代表人的授权。</p>
    </Notice>
  </Start>
)

export const StartLicence = (props: StartProps) => (
  <Start title="用电子营业执照登录" label="显示二维码" {...props}>
    <p>请先在手机上领好单位的电子营业执照。扫码以后要刷脸确认，二维码 5 分钟内有效。</p>
    <Notice title="第一次来不用注册">
      <p>扫码确认一次，单位就开通了，您会以法定代表人的身份进入大厅。</p>
    </Notice>
  </Start>
)

const LICENCE_STEPS = [
  '在手机的微信或支付宝里打开「电子营业执照」',
  '用「扫一扫」扫这个二维码',
  '看清是不是登录本大厅，选单位的执照，刷脸确认',
]

type ScanProps = Pick<ScanPanelProps, 'action' | 'link' | 'status'> & { login: string }

export const Scan = ({ login, ...panel }: ScanProps) => (
  <div class="sheet stack">
    <h1>用电子营业执照登录</h1>
    <ScanPanel
      {...panel}
      label="登录的二维码，请用电子营业执照扫描"
      steps={LICENCE_STEPS}
      here="就在这部手机上打开执照"
    />
    <p>
      <a href={login}>换一种方式登录</a>
    </p>
  </div>
)

/** Refusals that a new try does not mend. */
const FINAL = new Set<FederationReason | undefined>([
  ...(['unit_name_contradicts', 'unit_code_contradicts', 'representative_contradicts'] as const),
])

export interface RefusedProps {
  title: string
  text: string
  reason: FederationReason | undefined
  /** Where this way begins. */
  again: string
  login: string
}

/** Why nobody was let in, and the ways on. */
export function Refused({ title, text, reason, again, login }: RefusedProps) {
  const final = FINAL.has(reason)
  return (
    <div class="sheet stack">
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <div class="actions">
        {final ? (
          <ButtonLink kind="primary" href="/help/sign-in">
            登录不了怎么办
          </ButtonLink>
        ) : (
          <ButtonLink kind="primary" href={again}>
            重新登录
          </ButtonLink>
        )}
        <ButtonLink href={login}>换一种方式登录</ButtonLink>
      </div>
    </div>
  )
}
