/** Where the frame goes: an authorization request (OpenID Connect Core 1.0) made of an element's attributes. */

/** Attributes that are parameters of the request; a change of one opens the frame anew. */
export const PARAMETERS = ['client-id', 'redirect-uri', 'state', 'nonce', 'code-challenge', 'scope']

const FIXED = {
  response_type: 'code',
  response_mode: 'web_message',
  code_challenge_method: 'S256',
  scope: 'openid',
}

/** Address of the sign-in form for this element. What is missing is left out, and the hall says so. */
export function frameAddress(hall: string, element: HTMLElement): string {
  const query = new URLSearchParams(FIXED)
  for (const name of PARAMETERS) {
    // Browsers empty the attribute `nonce` of every element, where the page has a policy, and keep the property.
    const value = name === 'nonce' ? element.nonce : element.getAttribute(name)
    if (value) query.set(name.replace('-', '_'), value)
  }
  return `${hall}/oidc/authorize?${query}`
}

/** Address that tells whether this page may embed, and why not. */
export function checkAddress(hall: string, element: HTMLElement): string {
  const query = new URLSearchParams()
  for (const name of ['client-id', 'redirect-uri'])
    query.set(name.replace('-', '_'), element.getAttribute(name) ?? '')
  return `${hall}/oidc/embed-check?${query}`
}
