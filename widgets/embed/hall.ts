/** The hall as the elements know it: where it is, what its frames say, and whether it lets this page embed. */
import type { Look } from './looks.ts'

const script = document.currentScript as HTMLScriptElement | null
export const hall = new URL(script?.src ?? location.href).origin

/** What a frame says. */
export interface Message {
  type?: string
  height: number
  reason: string
  detail?: string
  result?: string
  number?: string
  response?: Record<string, string>
}

type Check = { ok: true } | { ok: false; reason: string; detail: string; message: string }

/** Asks the hall; undefined where it does not answer. */
export const mayEmbed = (address: string): Promise<Check | undefined> =>
  fetch(address, { credentials: 'omit' })
    .then((response) => response.json() as Promise<Check>)
    .catch(() => undefined)

/** A page of the hall, for a portal that put no way of its own inside. */
export function linkTo([path, words]: Look['wayOn']): HTMLAnchorElement {
  const link = document.createElement('a')
  link.href = hall + path
  link.textContent = words
  link.style.color = 'inherit'
  return link
}

/** A frame of the hall, so many pixels high. */
export function frameOf(title: string, src: string, height: number): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  Object.assign(frame, { title, src, referrerPolicy: 'origin' })
  // Set through the object model, which a portal's style-src does not forbid.
  frame.style.height = `${height}px`
  return frame
}
