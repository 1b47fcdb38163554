/*
 * Masks as the manuals show them. The number of stars is fixed, so that a mask does not tell a length; a value
 * too short to hide anything shows stars only.
 */

/** `1*****82` */
export function maskMobile(mobile: string): string {
  return mobile.length < 8 ? '*****' : `${mobile.slice(0, 1)}*****${mobile.slice(-2)}`
}

/** `*****6011` */
export function maskDocumentNumber(number: string): string {
  return number.length < 8 ? '*****' : `*****${number.slice(-4)}`
}

/** `李**`; a name of one character shows nothing of it. */
export function maskName(name: string): string {
  const [first, ...rest] = [...name]
  return first !== undefined && rest.length > 0 ? `${first}**` : '**'
}
