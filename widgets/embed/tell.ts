/** What a frame says to the page around it, at the registered origin and no other. */

export const place = () => document.querySelector<HTMLElement>('[data-portal]')
const portal = () => place()?.dataset.portal

export function tell(message: object): void {
  const origin = portal()
  if (origin) parent.postMessage(message, origin)
}

/** What the portal's page asks of the frame. */
export function hear(wanted: string, act: () => void): void {
  addEventListener('message', ({ source, origin, data }) => {
    if (source === parent && origin === portal() && data?.type === wanted) act()
  })
}

const tellHeight = () => tell({ type: 'hall:resize', height: document.body.offsetHeight })

/** Says that the frame is there and how high it is; once more to a page whose script comes after the frame. */
export function present(say: () => void): void {
  hear('hall:hello', () => {
    say()
    tellHeight()
  })
  say()
  new ResizeObserver(tellHeight).observe(document.body)
}
