/** What is drawn on one page, as the operators of its content stream (ISO 32000-1, annex A). Points, from the lower left. */
import type { Typeface } from './typeface.ts'

/** A4. */
export const WIDTH = 595.28
export const HEIGHT = 841.89

export type Colour = readonly [red: number, green: number, blue: number]
const BLACK: Colour = [0, 0, 0]

const n = (value: number) => String(Math.round(value * 100) / 100)
/** How far a circle's handles lie from its points, for a radius of one. */
const HANDLE = 0.5523

interface Written {
  size: number
  colour?: Colour
  /** As wide as this at the most: what is longer is written smaller. */
  within?: number
  align?: 'left' | 'centre' | 'right'
  /** Outlined as well, for a face that has one weight. */
  bold?: boolean
}

export class Canvas {
  private readonly operators: string[] = []
  private readonly face: Typeface

  constructor(face: Typeface) {
    this.face = face
  }

  text(words: string, x: number, y: number, { size, colour = BLACK, within, align, bold }: Written): void {
    const width = this.face.widthOf(words)
    const fitting = within === undefined || width === 0 ? size : Math.min(size, within / width)
    const shift = align === 'centre' ? (width * fitting) / 2 : align === 'right' ? width * fitting : 0
    const paint = colour.map(n).join(' ')
    const weight = bold ? `2 Tr ${n(fitting / 40)} w ${paint} RG ` : '0 Tr '
    this.operators.push(
      `BT ${weight}${paint} rg /F ${n(fitting)} Tf ${n(x - shift)} ${n(y)} Td ${this.face.encode(words)} Tj ET`,
    )
  }

  line(x: number, y: number, toX: number, toY: number, width = 0.5): void {
    this.operators.push(`0 0 0 RG ${n(width)} w ${n(x)} ${n(y)} m ${n(toX)} ${n(toY)} l S`)
  }

  /** A filled box in a shade of grey. */
  box(x: number, y: number, width: number, height: number, grey: number): void {
    this.operators.push(`${n(grey)} g ${n(x)} ${n(y)} ${n(width)} ${n(height)} re f`)
  }

  /** Dark modules of a code, row by row from the top, drawn as runs. */
  modules(rows: boolean[][], x: number, y: number, side: number): void {
    const unit = side / rows.length
    const runs: string[] = []
    for (const [row, modules] of rows.entries()) {
      for (let start = 0; start < modules.length; start++) {
        let end = start
        while (modules[end]) end++
        // In full: a rounded module here and there is a white line between two.
        const place = [x + start * unit, y + side - (row + 1) * unit, (end - start) * unit, unit]
        if (end > start) runs.push(`${place.map((value) => value.toFixed(4)).join(' ')} re`)
        start = end
      }
    }
    this.operators.push(`0 g ${runs.join(' ')} f`)
  }

  circle(x: number, y: number, radius: number, width: number, colour: Colour): void {
    const k = radius * HANDLE
    const curve = (...points: number[]) => `${points.map(n).join(' ')} c`
    this.operators.push(
      `${colour.map(n).join(' ')} RG ${n(width)} w ${n(x + radius)} ${n(y)} m`,
      curve(x + radius, y + k, x + k, y + radius, x, y + radius),
      curve(x - k, y + radius, x - radius, y + k, x - radius, y),
      curve(x - radius, y - k, x - k, y - radius, x, y - radius),
      `${curve(x + k, y - radius, x + radius, y - k, x + radius, y)} s`,
    )
  }

  /** The document's picture, so multiplied that what it lies on can still be read. */
  picture(x: number, y: number, width: number, height: number): void {
    this.operators.push(`q /M gs ${n(width)} 0 0 ${n(height)} ${n(x)} ${n(y)} cm /Seal Do Q`)
  }

  get content(): Uint8Array<ArrayBuffer> {
    return new TextEncoder().encode(this.operators.join('\n'))
  }
}
