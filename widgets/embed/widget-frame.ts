/**
 * Inside the frame of an account, of counters or of a certificate's check: tells the portal's page how it stands, signs
 * out or asks without leaving a step in the visitor's history, and looks again when the visitor comes back to the page.
 * Without it the forms go as forms do.
 */
import { hear, place, present, tell } from './tell.ts'

/** Two looks are this far apart at least. */
const PAUSE_MS = 10_000

const isRefused = () => place()?.dataset.refused !== undefined

/** What the page has to know of what is shown now. */
function report(): void {
  const { refused, detail, over, result, number } = place()?.dataset ?? {}
  if (refused) tell({ type: 'hall:refused', reason: refused, detail })
  if (over !== undefined) tell({ type: 'hall:signed-out' })
  if (result) tell({ type: 'hall:verified', result, number })
}

/** Sends a form and shows what the hall answers; false where it did not answer. */
async function send(form: HTMLFormElement): Promise<boolean> {
  const { action, method } = form
  const fields = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
  const asked = method === 'get' ? fetch(`${action}?${fields}`) : fetch(action, { method, body: fields })
  const page = await asked.then((reply) => reply.text()).catch(() => '')
  const next = new DOMParser().parseFromString(page, 'text/html').querySelector('[data-portal]')
  const shown = place()
  if (!next || !shown) return false
  if (next.outerHTML === shown.outerHTML) return true
  const link = document.activeElement?.getAttribute('href')
  // Whoever is elsewhere in the page stays there.
  const here = document.hasFocus()
  shown.replaceWith(next)
  if (here) next.querySelector<HTMLElement>(link ? `[href="${link}"]` : '[tabindex]')?.focus()
  report()
  return true
}

let leaving = false
addEventListener('submit', async (event) => {
  event.preventDefault()
  if (leaving) return
  leaving = true
  const failed = document.querySelector<HTMLElement>('[role=alert]')
  if (failed) failed.hidden = true
  const sent = await send(event.target as HTMLFormElement)
  if (!sent && failed) failed.hidden = false
  leaving = false
})

let looked = Date.now()
function look(): void {
  const again = document.querySelector<HTMLFormElement>('form[hidden]')
  if (again) send(again)
  looked = Date.now()
}
addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && Date.now() - looked > PAUSE_MS) look()
})

// A ticket is used up by now: the address keeps nothing of it.
const address = new URL(location.href)
address.searchParams.delete('ticket')
history.replaceState(null, '', address)
hear('hall:look', look)
present(() => {
  if (!isRefused()) tell({ type: 'hall:ready' })
  report()
})
