/** Gives a clean file to the hall's upload page: as if the person had chosen it there. The page alone sends it. */
import { browser } from 'wxt/browser'
import { uploadPage } from '../../../schema/roster-job.ts'
import type { TemplateCode } from '../../../schema/rosters/names.ts'
import { type Answers, type Asks, messages, ROSTER_PORT, read } from '../../messages.ts'
import { base64Of } from '../base64.ts'

const PIECE = 512 * 1024
const PATIENCE_MS = 10 * 60_000 // somebody may have to sign in first

export type Handed = 'taken' | 'left'

/** @param waits called when the page that opened is another one, the sign-in before all */
export async function handOver(
  hall: string,
  template: TemplateCode,
  file: File,
  waits: () => void,
): Promise<Handed> {
  const { id } = await browser.tabs.create({ url: hall + uploadPage(template) })
  if (id === undefined) return 'left'
  return new Promise((resolve) => {
    let trying = false
    const end = (handed: Handed) => {
      clearTimeout(patience)
      browser.tabs.onUpdated.removeListener(updated)
      browser.tabs.onRemoved.removeListener(removed)
      resolve(handed)
    }
    const attempt = async () => {
      if (trying) return
      trying = true
      const taken = await give(id, file)
      trying = false
      if (taken) end('taken')
      else waits()
    }
    const updated = (tab: number, { status }: { status?: string | undefined }) => {
      if (tab === id && status === 'complete') void attempt()
    }
    const removed = (tab: number) => {
      if (tab === id) end('left')
    }
    const patience = setTimeout(() => end('left'), PATIENCE_MS)
    browser.tabs.onUpdated.addListener(updated)
    browser.tabs.onRemoved.addListener(removed)
    // It may have been there before anybody listened.
    void browser.tabs.get(id).then(({ status }) => updated(id, { status }))
  })
}

/** Asks the content script of that tab whether its page takes the file, and gives it piece by piece. */
function give(tab: number, file: File): Promise<boolean> {
  return new Promise((resolve) => {
    const port = browser.tabs.connect(tab, { name: ROSTER_PORT, frameId: 0 })
    const say = (part: Asks<'roster'>) => port.postMessage(part)
    port.onDisconnect.addListener(() => {
      // There is nobody in a page of another site; the browser wants to see that this was looked at.
      void browser.runtime.lastError
      resolve(false)
    })
    port.onMessage.addListener(async (message: unknown) => {
      const answer: Answers<'roster'> | undefined = read(messages.roster.answers, message)
      if (answer?.kind === 'go_on')
        for (let at = 0; at <= file.size; at += PIECE) {
          const piece = new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer())
          say({ kind: 'piece', base64: base64Of(piece), last: at + PIECE > file.size })
        }
      if (answer?.kind === 'go_on') return
      // Whoever ends a connection is not told of its end.
      resolve(answer?.kind === 'taken')
      port.disconnect()
    })
    say({ kind: 'offer', name: file.name, bytes: file.size })
  })
}
