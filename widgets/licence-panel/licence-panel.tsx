import { Island } from '../island.tsx'
import { LicenceStatus, type LicenceStatusProps } from '../licence-status/licence-status.tsx'
import { Qr } from '../ui/qr.tsx'

export interface LicencePanelProps {
  /** Where the form goes once the phone has answered. */
  action: string
  /** What the QR code holds. */
  link: string
  status: LicenceStatusProps
}

/** Sign-in by the licence on the visitor's phone. The server draws it; only the state under the steps is alive. */
export function LicencePanel({ action, link, status }: LicencePanelProps) {
  return (
    <form method="post" action={action} class="fields">
      <div class="face">
        <Qr data={link} label="登录的二维码，请用电子营业执照扫描" />
        <div class="face-how">
          <ol class="face-list">
            <li>在手机的微信或支付宝里打开「电子营业执照」</li>
            <li>用「扫一扫」扫这个二维码</li>
            <li>看清是不是登录本大厅，选单位的执照，刷脸确认</li>
          </ol>
          <a class="button button-secondary face-here" href={link}>
            就在这部手机上打开执照
          </a>
        </div>
      </div>
      <Island name="licence-status" component={LicenceStatus} props={status} />
    </form>
  )
}
