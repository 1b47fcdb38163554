/**
 * What a file is, by what is in it: its name and its claimed type are never looked at. The structure is walked from
 * the first byte to the end that the format itself names; what hangs behind that end is not kept.
 */

export type ScannedType = 'application/pdf' | 'image/jpeg' | 'image/png'

export interface KnownFile<Type extends string = ScannedType> {
  type: Type
  /** Bytes from the start that belong to the document. */
  length: number
}

/** Undefined for everything that is not a whole PDF, JPEG or PNG. */
export function recognise(bytes: Uint8Array): KnownFile | undefined {
  const pdf = pdfLength(bytes)
  if (pdf) return { type: 'application/pdf', length: pdf }
  const png = pngLength(bytes)
  if (png) return { type: 'image/png', length: png }
  const jpeg = jpegLength(bytes)
  return jpeg ? { type: 'image/jpeg', length: jpeg } : undefined
}

const latin = new TextDecoder('latin1')
const startsWith = (bytes: Uint8Array, start: readonly number[], at = 0) =>
  start.every((byte, i) => bytes[at + i] === byte)

/** How far from the end the last words of a PDF may be (ISO 32000-1, annex H.3, note 18). */
const PDF_TAIL = 1024
/** What makes a reader act, which no scan does. Long names only: short ones stand in any picture's bytes by chance. */
const ACTIVE = /\/(?:JavaScript|Launch|EmbeddedFile|RichMedia)\b/

function pdfLength(bytes: Uint8Array): number | undefined {
  if (!/^%PDF-[12]\.\d/.test(latin.decode(bytes.subarray(0, 8)))) return undefined
  const tail = latin.decode(bytes.subarray(Math.max(0, bytes.length - PDF_TAIL)))
  const end = tail.lastIndexOf('%%EOF')
  if (end < 0 || !/startxref\s+\d+\s+%%EOF/.test(tail.slice(0, end + 5))) return undefined
  const length = bytes.length - tail.length + end + 5
  // A name may be written in hexadecimal.
  const names = latin
    .decode(bytes.subarray(0, length))
    .replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return ACTIVE.test(names) ? undefined : length
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const IHDR = 0x49484452
const IDAT = 0x49444154
const IEND = 0x49454e44

function pngLength(bytes: Uint8Array): number | undefined {
  if (!startsWith(bytes, PNG)) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let hasPicture = false
  for (let at = PNG.length; at + 12 <= bytes.length; ) {
    const size = view.getUint32(at)
    const kind = view.getUint32(at + 4)
    if (at + 12 + size > bytes.length) return undefined
    if (
      at === PNG.length &&
      (kind !== IHDR || size !== 13 || !view.getUint32(at + 8) || !view.getUint32(at + 12))
    )
      return undefined
    hasPicture ||= kind === IDAT && size > 0
    at += 12 + size
    if (kind === IEND) return hasPicture && size === 0 ? at : undefined
  }
  return undefined
}

/** Markers without a length behind them: TEM, RST0 to RST7. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
/** SOF0 to SOF15 without DHT, JPG and DAC: the frame. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

function jpegLength(bytes: Uint8Array): number | undefined {
  if (!startsWith(bytes, [0xff, 0xd8, 0xff])) return undefined
  let [hasFrame, hasScan] = [false, false]
  for (let at = 2; at + 1 < bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) return hasFrame && hasScan ? at + 2 : undefined
    if (marker === 0xff || isBare(marker)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    const size = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)
    if (marker < 0xc0 || size < 2) return undefined
    hasFrame ||= isFrame(marker)
    at += 2 + size
    if (marker !== 0xda) continue
    hasScan = true
    at = endOfScan(bytes, at)
  }
  return undefined
}

/** Where the next marker stands behind the picture's own data. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at >= 0) {
    const next = bytes[at + 1] ?? 0xd9
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
    at = bytes.indexOf(0xff, at + 2)
  }
  return bytes.length
}
