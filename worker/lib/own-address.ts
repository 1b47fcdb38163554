/** Only ever an address of this hall, with its query; anything else leads home. */
export function ownAddress(back: unknown, origin: string): string {
  const url = typeof back === 'string' && back.startsWith('/') ? URL.parse(back, origin) : null
  return url?.origin === origin ? url.pathname + url.search : '/'
}
