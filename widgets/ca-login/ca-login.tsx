import { useRef } from 'preact/hooks'
import { bridgeTexts } from '../../schema/ca-refusals.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import type { Fault } from './bridge.ts'
import { type Standing, useCaLogin } from './use-ca-login.ts'

export interface CaLoginProps {
  /** Where what the key signed goes, as `challenge` and `token`, by a post. */
  action: string
  purpose: 'login' | 'bind'
  /** The portal that the sign-in is for. */
  clientId?: string
  /** 「用 CA 证书登录」 */
  label: string
  /** In a portal's frame, where a link opens beside it. */
  framed?: boolean
  /** Looks for the extension as soon as it is awake, and not only when somebody presses. */
  eager?: boolean
  /** How it stands at first. */
  standing?: Standing
}

/** Faults that the guide mends, and those that the diagnostics tell more of. */
const GUIDE = new Set(['no_extension', 'no_host', 'host_forbidden', 'host_failed', 'host_too_old'])
const CHECK = new Set(['no_key', 'driver_failed', 'timeout'])

function Trouble({ fault, triesLeft, framed }: Fault & { framed?: boolean | undefined }) {
  const { title, text } = bridgeTexts[fault]
  const outside = framed ? { target: '_blank', rel: 'noopener' } : {}
  return (
    <Notice kind={fault === 'cancelled' ? 'info' : 'stop'} title={title}>
      <p>{text}</p>
      {triesLeft !== undefined && fault === 'pin_wrong' && <p>还可以再试 {triesLeft} 次。</p>}
      {GUIDE.has(fault) && (
        <p>
          <a href="/ca/guide" {...outside}>
            安装说明
          </a>
        </p>
      )}
      {CHECK.has(fault) && (
        <p>
          <a href="/ca/check" {...outside}>
            打开诊断页
          </a>
        </p>
      )}
    </Notice>
  )
}

/** What is going on, in words; read out as it changes. */
function Said({ stage, fault, problem, framed }: Standing & { framed?: boolean | undefined }) {
  if (stage === 'asking')
    return (
      <Notice kind="wait" title="请在弹出的窗口里核对网站、输入证书密码">
        <p>没有看到窗口的话，请看看是不是被别的窗口挡住了。两分钟里没有确认，这次就停下。</p>
      </Notice>
    )
  if (stage === 'sending') return <Notice kind="done" title="证书已经签好，正在核对…" />
  if (fault) return <Trouble {...fault} framed={framed} />
  return problem ? <Notice kind="stop" title={problem} /> : null
}

/** A CA key signs, and the browser posts what it signed. */
export function CaLogin({
  standing: first = { stage: 'ready' },
  framed,
  action,
  label,
  ...wanted
}: CaLoginProps) {
  const form = useRef<HTMLFormElement>(null)
  const { press, stop, ...standing } = useCaLogin(form, first, wanted)
  return (
    <form method="post" action={action} class="fields" data-ca={standing.stage} ref={form}>
      <input type="hidden" name="challenge" />
      <input type="hidden" name="token" />
      <div aria-live="polite">
        <Said {...standing} framed={framed} />
      </div>
      <div class="script-place">
        <p class="until-script">
          正在准备。一直没有出现按钮的话，是浏览器没有运行脚本（JavaScript），请打开以后刷新这一页，或者换一种方式登录。
        </p>
        <div class="actions needs-script">
          <Button
            kind="primary"
            type="button"
            working={standing.stage !== 'ready'}
            workingLabel={standing.stage === 'asking' ? '正在等您确认…' : '正在处理…'}
            onClick={press}
          >
            {label}
          </Button>
          {standing.stage === 'asking' && (
            <Button type="button" onClick={stop}>
              取消
            </Button>
          )}
        </div>
      </div>
    </form>
  )
}
