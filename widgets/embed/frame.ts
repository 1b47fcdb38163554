/** Inside the frame: tells the portal's page that the form is there, and how high it is. */
const portal = document.querySelector<HTMLElement>('[data-portal]')?.dataset.portal
const tell = (message: object) => portal && parent.postMessage(message, portal)

tell({ type: 'hall:ready' })
new ResizeObserver(() => tell({ type: 'hall:resize', height: document.body.offsetHeight })).observe(
  document.body,
)

export {}
