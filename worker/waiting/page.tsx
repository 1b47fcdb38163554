/** What a page draws that waits for the phone. */
import { ScanPanel } from '../../widgets/scan-panel/scan-panel.tsx'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import type { Shown } from './acts.ts'

const STEPS = [
  '打开手机上的「江苏智慧人社」，点「扫一扫」',
  '扫这个二维码，2 分钟内有效',
  '看清楚是哪个网站、哪台设备在登录，选好单位再确认',
]
const PERSON_STEPS = [...STEPS.slice(0, 2), '看清楚是哪台设备在登录，再确认']

interface CodeProps {
  shown: Shown
  account: 'unit' | 'person'
  /** Where the page comes in by a post. */
  action: string
  /** Where a new code is asked for by a post. */
  again: string
  framed?: boolean
}

/** The code, what to do with it, and how it stands. */
export const Code = ({ shown, account, action, again, framed }: CodeProps) => (
  <ScanPanel
    {...{ action, link: shown.link, token: shown.token, framed }}
    label="登录的二维码，请用江苏智慧人社手机应用扫描"
    steps={account === 'unit' ? STEPS : PERSON_STEPS}
    here="就在这部手机上确认"
    status={{
      ...{ state: shown.state, statusUrl: shown.statusUrl, again },
      ...(shown.state === 'waiting' && { live: true, secondsLeft: shown.secondsLeft }),
    }}
  />
)

/** No code this time: why, and where to try again. */
export const NoCode = ({ text, again }: { text: string; again: string }) => (
  <div class="stack">
    <Notice kind="stop" role="alert" title={text} />
    <ButtonLink kind="primary" href={again}>
      重新显示二维码
    </ButtonLink>
  </div>
)
