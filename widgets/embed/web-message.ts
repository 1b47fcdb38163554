/** Inside the frame, after sign-in: hands the answer to the portal's page, at its registered origin and no other. */
const { portal, response } = document.querySelector<HTMLElement>('[data-portal]')?.dataset ?? {}
if (portal && response)
  parent.postMessage({ type: 'authorization_response', response: JSON.parse(response) }, portal)

export {}
