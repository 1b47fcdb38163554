/** What stands where a seal belongs: a seal that the deployment has, or a round mark that plainly says TEST. */

import type { Canvas, Colour } from './canvas.ts'
import type { Pdf, Reference } from './document.ts'

const RED: Colour = [0.75, 0.05, 0.05]
const RADIUS = 54

/** Nobody's seal: no star, no name of an authority, and the word in both languages. */
export function drawTestStamp(canvas: Canvas, x: number, y: number): void {
  canvas.circle(x, y, RADIUS, 2.2, RED)
  canvas.circle(x, y, RADIUS - 5, 0.7, RED)
  const at = { colour: RED, align: 'centre' } as const
  canvas.text('TEST', x, y + 20, { ...at, size: 18, bold: true })
  canvas.text('测试章', x, y - 6, { ...at, size: 22, bold: true })
  canvas.text('仅供演示', x, y - 25, { ...at, size: 10 })
  canvas.text('没有法律效力', x, y - 38, { ...at, size: 8 })
}

/** A scanned or exported seal, as JPEG on white. */
export interface Seal {
  jpeg: Uint8Array<ArrayBuffer>
  width: number
  height: number
}

/** The size of a JPEG, from its frame header (ITU T.81, B.2.2); undefined for what is no JPEG in grey or colour. */
export function readSeal(jpeg: Uint8Array<ArrayBuffer>): Seal | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  if (jpeg.length < 4 || view.getUint16(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 < jpeg.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    if (marker === 0xffc0 || marker === 0xffc2) {
      // Three parts are red, green and blue to a reader; one is grey, which no seal is.
      const [height, width, parts] = [view.getUint16(at + 5), view.getUint16(at + 7), jpeg[at + 9]]
      return parts === 3 ? { jpeg, width, height } : undefined
    }
    if (marker < 0xff01) return undefined
  }
  return undefined
}

export const embedSeal = (pdf: Pdf, { jpeg, width, height }: Seal): Promise<Reference> =>
  pdf.stream(
    jpeg,
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode`,
  )

/** 42 mm across, as unit seals are. */
export function drawSeal(canvas: Canvas, { width, height }: Seal, x: number, y: number): void {
  const side = 119
  const scale = side / Math.max(width, height)
  canvas.picture(x - (width * scale) / 2, y - (height * scale) / 2, width * scale, height * scale)
}
