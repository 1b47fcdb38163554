/** In a page of the hall: puts a file that our own panel offers into the page's file input. */
import { type Browser, browser } from 'wxt/browser'
import { MOST_ROSTER_BYTES, UPLOAD_INPUT, UPLOAD_PATH } from '../../../schema/roster-job.ts'
import { type Answers, messages, ROSTER_PORT, read } from '../../messages.ts'
import { ofBase64 } from '../base64.ts'
import { isHall } from '../halls.ts'

export function takeRosters(): void {
  if (window !== window.top) return
  browser.runtime.onConnect.addListener((port) => {
    // Only our own pages can reach a content script.
    if (port.name === ROSTER_PORT && port.sender?.id === browser.runtime.id) listen(port)
  })
}

const placeForIt = (): HTMLInputElement | null =>
  isHall(location.origin) && location.pathname === UPLOAD_PATH
    ? document.querySelector<HTMLInputElement>(`input[type="file"][${UPLOAD_INPUT}]`)
    : null

function listen(port: Browser.runtime.Port): void {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let offer: { name: string; bytes: number } | undefined
  const say = (answer: Answers<'roster'>) => port.postMessage(answer)
  port.onMessage.addListener((message: unknown) => {
    const part = read(messages.roster.asks, message)
    const input = placeForIt()
    if (!part || !input || (part.kind === 'piece' && !offer)) return say({ kind: 'no_place' })
    if (part.kind === 'offer') {
      offer = part
      return say({ kind: 'go_on' })
    }
    pieces.push(ofBase64(part.base64))
    const size = pieces.reduce((sum, { length }) => sum + length, 0)
    if (size > MOST_ROSTER_BYTES) return say({ kind: 'no_place' })
    if (!part.last) return
    if (size !== offer?.bytes) return say({ kind: 'no_place' })
    put(input, new File(pieces, offer.name, { type: XLSX }))
    say({ kind: 'taken' })
  })
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function put(input: HTMLInputElement, file: File): void {
  const chosen = new DataTransfer()
  chosen.items.add(file)
  input.files = chosen.files
  for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }))
}
