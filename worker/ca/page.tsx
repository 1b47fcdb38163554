/** What the pages of signing in with a CA key draw, on the hall and in a portal's frame. */
import { type CaReason, caRefusals } from '../../schema/ca-refusals.ts'
import { CaLogin, type CaLoginProps } from '../../widgets/ca-login/ca-login.tsx'
import { Island } from '../../widgets/island.tsx'
import { ScanPanel } from '../../widgets/scan-panel/scan-panel.tsx'
import { ButtonLink } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import type { Why } from './rules.ts'
import type { Waits } from './wait.ts'

/** In a frame the hall's other pages refuse to show, so they open beside it. */
const outside = (framed: boolean | undefined) => (framed ? { target: '_blank', rel: 'noopener' } : {})

/** The button, what to do before it, and where to read how it is set up. */
export const KeyLogin = (props: Omit<CaLoginProps, 'eager'>) => (
  <div class="stack">
    <p>
      请先把 CA
      证书插到电脑上，再点下面的按钮。电脑会弹出一个窗口，请在那里核对网站、输入证书密码。密码不会经过网页。
    </p>
    <Island name="ca-login" component={CaLogin} props={{ ...props, eager: true }} />
    <p>
      第一次在这台电脑上用？请先看
      <a href="/ca/guide" {...outside(props.framed)}>
        安装说明
      </a>
      ，大约五分钟。
    </p>
  </div>
)

const WHO: Record<Why, { title: (unit: string) => string; words: string; steps: string[]; label: string }> = {
  first_use: {
    title: (unit) => `证书没有问题，是「${unit}」的，第一次在大厅使用`,
    words: '请法定代表人本人用手机扫码、刷脸确认一次，这张证书就绑定到单位，以后不用再确认。',
    steps: [
      '请法定代表人打开手机上的「江苏智慧人社」，点「扫一扫」',
      '扫这个二维码，2 分钟内有效',
      '看清楚是哪家单位、哪台设备，刷脸确认',
    ],
    label: '绑定证书的二维码，请法定代表人用江苏智慧人社手机应用扫描',
  },
  center: {
    title: (unit) => `证书没有问题，是「${unit}」的`,
    words: '您这次登录没有刷过脸，请用手机扫码、刷脸确认一次，这张证书就绑定好了。',
    steps: [
      '打开手机上的「江苏智慧人社」，点「扫一扫」',
      '扫这个二维码，2 分钟内有效',
      '看清楚是给哪家单位绑定证书，刷脸确认',
    ],
    label: '绑定证书的二维码，请用江苏智慧人社手机应用扫描',
  },
  who: {
    title: (unit) => `证书已经核对，是「${unit}」`,
    words: '这家单位有不止一位操作员，证书只能说明是哪家单位。请操作员本人用手机扫码，说明您是哪一位。',
    steps: [
      '打开手机上的「江苏智慧人社」，点「扫一扫」',
      '扫这个二维码，2 分钟内有效',
      '看清楚是哪个网站、哪台设备在登录，再确认',
    ],
    label: '登录的二维码，请操作员用江苏智慧人社手机应用扫描',
  },
  browser: {
    title: (unit) => `证书已经核对，是「${unit}」`,
    words: '这张证书还没有在这台电脑上登录过。请用手机扫码确认一次，以后在这台电脑上插着证书就能直接登录。',
    steps: [
      '打开手机上的「江苏智慧人社」，点「扫一扫」',
      '扫这个二维码，2 分钟内有效',
      '看清楚是哪个网站、哪台设备在登录，再确认',
    ],
    label: '登录的二维码，请用江苏智慧人社手机应用扫描',
  },
}

interface CodeProps {
  waits: Waits
  /** Where the page comes in by a post, and where it begins anew by one. */
  action: string
  again: string
  framed?: boolean
}

/** A key was proved; the phone says the rest. */
export function KeyCode({ waits: { why, unitName, shown }, action, again, framed }: CodeProps) {
  const { title, words, steps, label } = WHO[why]
  return (
    <div class="stack">
      <Notice kind="done" role="status" title={title(unitName)}>
        <p>{words}</p>
      </Notice>
      <ScanPanel
        {...{ action, label, steps, link: shown.link, token: shown.token, framed }}
        here="就在这部手机上确认"
        status={{
          ...{ state: shown.state, statusUrl: shown.statusUrl, again, anew: '重新用证书登录' },
          ...(shown.state === 'waiting' && { live: true, secondsLeft: shown.secondsLeft }),
        }}
      />
    </div>
  )
}

/** Refusals that a new try may mend. */
const AGAIN = new Set<CaReason>([
  ...([
    'ca_challenge_over',
    'ca_token_unreadable',
    'ca_certificate_unreadable',
    'ca_signature_wrong',
  ] as const),
  ...(['ca_encryption_certificate', 'ca_revocation_unknown', 'ca_too_often'] as const),
])
/** Refusals that have to do with what is installed. */
const GUIDE = new Set<CaReason>(['ca_token_unreadable', 'ca_untrusted', 'ca_encryption_certificate'])

interface RefusedProps {
  reason: CaReason
  /** Where this way begins. */
  again: string
  /** The other ways; none where they stand on the page already. */
  others?: string
  framed?: boolean
}

/** The ways on, the best one first. */
export function WaysOn({ reason, again, others, framed }: RefusedProps) {
  const anew = (
    <ButtonLink kind={AGAIN.has(reason) ? 'primary' : 'secondary'} href={again}>
      重新用证书登录
    </ButtonLink>
  )
  return (
    <div class="stack">
      <div class="actions">
        {reason === 'ca_no_unit' && (
          <a class="button button-primary" href="/register" {...outside(framed)}>
            去注册单位
          </a>
        )}
        {AGAIN.has(reason) && anew}
        {others && (
          <ButtonLink
            kind={AGAIN.has(reason) || reason === 'ca_no_unit' ? 'secondary' : 'primary'}
            href={others}
          >
            换一种方式登录
          </ButtonLink>
        )}
        {!AGAIN.has(reason) && anew}
      </div>
      {GUIDE.has(reason) && (
        <p>
          可以用哪些证书、怎样安装，请看
          <a href="/ca/guide" {...outside(framed)}>
            安装说明
          </a>
          。
        </p>
      )}
    </div>
  )
}

/** A page of its own: why nobody was let in. */
export const Refused = (props: RefusedProps) => (
  <div class="sheet stack">
    <h1>{caRefusals[props.reason].title}</h1>
    <p class="lead">{caRefusals[props.reason].text}</p>
    <WaysOn {...props} />
  </div>
)

/** The same in a portal's frame, below its ways. */
export const RefusedInFrame = (props: RefusedProps) => (
  <div class="stack">
    <Notice kind="stop" role="alert" title={caRefusals[props.reason].title}>
      <p>{caRefusals[props.reason].text}</p>
    </Notice>
    <WaysOn {...props} framed />
  </div>
)
