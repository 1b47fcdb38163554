/** Draws the picture with its hole and the piece that fits it: nothing is bundled, and no two are alike. */
import { encode } from 'fast-png'
import { PICTURE } from '../../schema/puzzle.ts'
import { base64 } from '../lib/bytes.ts'
import type { Random, SliderAnswer } from './rules.ts'

const { width, height, piece } = PICTURE

type Colour = [red: number, green: number, blue: number]
type Paint = (x: number, y: number, colour: Colour, share?: number) => void

/** Whether a point of the piece's square belongs to the piece: a square with a bulge on its right, a bay at its foot. */
function inPiece(x: number, y: number): boolean {
  const r = piece / 7
  const side = piece - 2 * r
  const bulge = (x - side) ** 2 + (y - piece / 2) ** 2 <= r ** 2 * 1.6
  const bay = (x - side / 2) ** 2 + (y - piece) ** 2 <= r ** 2 * 2.2
  return (x < side || bulge) && !bay
}

const mix = (from: number, to: number, share: number) => Math.round(from + (to - from) * share)

function landscape(random: Random, paint: Paint): void {
  const shade = (): Colour => [60 + random(150), 70 + random(140), 80 + random(130)]
  const [sky, ground] = [shade(), shade()]
  for (let y = 0; y < height; y++) {
    const colour = sky.map((part, at) => mix(part, ground[at] ?? 0, y / height)) as Colour
    for (let x = 0; x < width; x++) paint(x, y, colour)
  }
  // Hills, and discs in front of them: edges everywhere, so that the hole's are not the only ones.
  for (let hills = 0; hills < 4; hills++) {
    const [colour, base, tall] = [shade(), height * 0.35 + random(height / 2), 8 + random(22)]
    const [long, shift] = [18 + random(46), random(width)]
    for (let x = 0; x < width; x++) {
      const top = Math.round(
        base + tall * Math.sin((x + shift) / long) + (tall / 3) * Math.sin(x / (long / 3)),
      )
      for (let y = Math.max(0, top); y < height; y++) paint(x, y, colour, 0.55)
    }
  }
  for (let discs = 0; discs < 14; discs++) {
    const [colour, cx, cy, r] = [shade(), random(width), random(height), 5 + random(24)]
    for (let y = Math.max(0, cy - r); y < Math.min(height, cy + r); y++)
      for (let x = Math.max(0, cx - r); x < Math.min(width, cx + r); x++)
        if ((x - cx) ** 2 + (y - cy) ** 2 <= r * r) paint(x, y, colour, 0.5)
  }
}

export interface Drawn {
  /** `data:` addresses of PNG pictures. */
  picture: string
  piece: string
}

const address = (data: Uint8Array, size: { width: number; height: number }, channels: 3 | 4) =>
  `data:image/png;base64,${base64(encode({ ...size, data, channels }, { zlib: { level: 3 } }))}`

export function drawPicture(random: Random, hole: SliderAnswer): Drawn {
  const whole = new Uint8Array(width * height * 3)
  landscape(random, (x, y, colour, share = 1) => {
    const at = (y * width + x) * 3
    for (let part = 0; part < 3; part++)
      whole[at + part] = mix(whole[at + part] ?? 0, colour[part] ?? 0, share)
  })

  const cut = new Uint8Array(piece * piece * 4)
  for (let y = 0; y < piece; y++) {
    for (let x = 0; x < piece; x++) {
      if (!inPiece(x, y)) continue
      const from = ((y + hole.y) * width + x + hole.x) * 3
      const edge =
        ![-1, 1].every((step) => inPiece(x + step, y) && inPiece(x, y + step)) || x === 0 || y === 0
      for (let part = 0; part < 3; part++) {
        const was = whole[from + part] ?? 0
        cut[(y * piece + x) * 4 + part] = edge ? 255 : was
        whole[from + part] = edge ? 245 : mix(was, 20, 0.55)
      }
      cut[(y * piece + x) * 4 + 3] = 255
    }
  }
  return {
    picture: address(whole, { width, height }, 3),
    piece: address(cut, { width: piece, height: piece }, 4),
  }
}
