/**
 * Long forms, looked after: whoever leaves with something unsaved is asked first, and whoever has sent one sees that it
 * is on its way and cannot send it twice. Nothing is drawn by it; without it the forms work as they are.
 */

/** Below this nobody waits. */
const QUIET_MS = 300
/** From here on people wonder whether anything is still going on. */
const LONG_MS = 4_000

const SENDING = '正在提交…'
const STILL = '材料多的时候要久一点，还在上传，请不要关闭这一页。'

/** A form comes again with its faults when what was typed is not kept yet. */
let unsaved = document.querySelector('main form [aria-invalid="true"]') !== null
let sending: (() => void) | undefined

const formOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLFormElement>('main form[method="post"]') : null

/** Says in the button, and for long ones in words below it, that the form is on its way; answers how to take that back. */
function show(button: HTMLElement): () => void {
  const words = [...button.childNodes]
  const still = document.createElement('p')
  still.className = 'quiet'
  still.setAttribute('role', 'status')
  button.parentElement?.insertAdjacentElement('afterend', still)
  const spinner = document.createElement('span')
  spinner.className = 'spinner'
  spinner.ariaHidden = 'true'
  const timers = [
    // The button of a form with an island says it itself.
    setTimeout(() => button.querySelector('.spinner') ?? button.replaceChildren(spinner, SENDING), QUIET_MS),
    setTimeout(() => still.append(STILL), LONG_MS),
  ]
  return () => {
    for (const timer of timers) clearTimeout(timer)
    still.remove()
    button.replaceChildren(...words)
    button.removeAttribute('aria-disabled')
  }
}

document.addEventListener('input', ({ target }) => {
  if (formOf(target)) unsaved = true
})

document.addEventListener('submit', (event) => {
  if (event.defaultPrevented || !formOf(event.target)) return
  if (sending) {
    event.preventDefault()
    return
  }
  unsaved = false
  const button = event.submitter
  sending = () => {}
  if (!button) return
  button.setAttribute('aria-disabled', 'true')
  sending = show(button)
})

addEventListener('beforeunload', (event) => {
  if (unsaved) event.preventDefault()
})

// Back from the next page: the form is here as it was left.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return
  sending?.()
  sending = undefined
})
