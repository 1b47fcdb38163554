/** The attributes of each element, by name: what a browser watches, and what the manifest tells. */
export const LOGIN = [
  ...(['client-id', 'redirect-uri', 'state', 'nonce', 'code-challenge', 'scope', 'height'] as const),
]
export const ACCOUNT = ['client-id', 'src', 'signed-out-uri', 'height'] as const
export const CASES = ['client-id', 'src', 'height'] as const
export const VERIFY = ['client-id', 'height'] as const
