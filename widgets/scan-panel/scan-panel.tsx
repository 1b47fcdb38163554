import { Island } from '../island.tsx'
import { ScanStatus, type ScanStatusProps } from '../scan-status/scan-status.tsx'
import { Qr } from '../ui/qr.tsx'

export interface ScanPanelProps {
  /** Where the form goes once the phone has answered. */
  action: string
  /** What the QR code holds. */
  link: string
  /** What the code does, for whoever can't see it. */
  label: string
  /** What to do on the phone, in order. */
  steps: string[]
  /** Words of the link, on the phone itself. */
  here: string
  /** What only this page knows; goes with the form. */
  token?: string | undefined
  /** In a portal's frame, where a link opens beside it. */
  framed?: boolean | undefined
  status: ScanStatusProps
}

/** Sign-in by what is on the visitor's phone. The server draws it; only the state under the steps is alive. */
export function ScanPanel({ action, link, label, steps, here, token, framed, status }: ScanPanelProps) {
  const outside = framed ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <form method="post" action={action} class="fields">
      {token && <input type="hidden" name="token" value={token} />}
      <div class="face">
        <Qr data={link} label={label} />
        <div class="face-how">
          <ol class="face-list">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <a class="button button-secondary face-here" href={link} {...outside}>
            {here}
          </a>
        </div>
      </div>
      <Island name="scan-status" component={ScanStatus} props={status} />
    </form>
  )
}
