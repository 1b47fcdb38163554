/** Between a page of the hall and the background: passes on what its own window asks, and answers each id once. */
import { type Browser, browser } from 'wxt/browser'
import { ANSWERS, type PageAnswer, type PageRequest } from '../../schema/ca-bridge.ts'
import { type Answers, ASK_PORT, type Asks, failed, messages, read } from '../messages.ts'
import { isHall } from './halls.ts'
import { ownVersion } from './own-version.ts'

/** A page that asked this often since it was loaded is out of its mind: it is left alone until it is loaded again. */
const MOST_ASKS = 500

export function listen(): void {
  const asked = new Set<string>()
  window.addEventListener('message', async ({ source, origin, data }) => {
    if (source !== window || origin !== location.origin) return
    const message = read(messages.page.asks, data)
    if (!message || asked.has(message.id) || asked.size >= MOST_ASKS) return
    asked.add(message.id)
    const answer = { type: ANSWERS, id: message.id, answer: await answerTo(message.request) } as const
    window.postMessage(answer satisfies Answers<'page'>, origin)
  })
}

/** Whether we are there is said here: the background may have to wake up first, and a page does not wait long. */
async function answerTo(request: PageRequest): Promise<PageAnswer> {
  // An update replaced the extension under this page: only a new load brings the two together again.
  if (!browser.runtime?.id) return failed('no_extension')
  if (!isHall(location.origin)) return failed('origin_refused')
  return request.kind === 'hello' ? { ok: true, extension: ownVersion() } : passOn(request)
}

function passOn(request: PageRequest): Promise<PageAnswer> {
  return new Promise((resolve) => {
    const port: Browser.runtime.Port = browser.runtime.connect({ name: ASK_PORT })
    // A page that is left may be kept for the way back, and its port with it: nobody sees it, so it asks no more.
    const leave = () => {
      port.disconnect()
      settle(failed('cancelled'))
    }
    const settle = (answer: PageAnswer) => {
      removeEventListener('pagehide', leave)
      resolve(answer)
    }
    addEventListener('pagehide', leave)
    port.onMessage.addListener((told: unknown) =>
      settle(read(messages.frame.answers, told) ?? failed('no_extension')),
    )
    port.onDisconnect.addListener(() => settle(failed('no_extension')))
    const within = outermost()
    port.postMessage({ request, ...(within !== undefined && { within }) } satisfies Asks<'frame'>)
  })
}

/** The outermost page's origin, where that is not this one's. Some browsers don't tell. */
function outermost(): string | undefined {
  const origins = location.ancestorOrigins
  const top = origins?.[origins.length - 1]
  return top === location.origin || top === 'null' ? undefined : top
}
