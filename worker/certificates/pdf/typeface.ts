/** The one typeface of a document: takes the characters that are written, and lays itself into the document. */
import type { Pdf, Reference } from './document.ts'
import { type Font, subset } from './font.ts'

const hex = (number: number) => number.toString(16).padStart(4, '0')

/** UTF-16, as a map to Unicode wants it. */
const unicode = (character: number) =>
  [...String.fromCodePoint(character)]
    .flatMap((one) => one.split('').map((unit) => hex(unit.charCodeAt(0))))
    .join('')

/** Lines of such a map at a time: what readers are bound to take. */
const LINES = 100

/**
 * Characters get numbers of their own as they come. Two that look alike are two glyphs, so that what is copied is what
 * was written.
 */
export class Typeface {
  private readonly numbers = new Map<number, number>()
  private readonly font: Font

  constructor(font: Font) {
    this.font = font
  }

  /** The text in the numbers of the embedded font, as a content stream shows it. */
  encode(text: string): string {
    let encoded = ''
    for (const one of text) {
      const character = one.codePointAt(0) ?? 0
      let number = this.numbers.get(character)
      if (number === undefined) {
        number = this.numbers.size + 1
        this.numbers.set(character, number)
      }
      encoded += hex(number)
    }
    return `<${encoded}>`
  }

  /** In points, at a size of one point. */
  widthOf(text: string): number {
    let width = 0
    for (const one of text) width += this.font.advanceOf(this.font.glyphOf(one.codePointAt(0) ?? 0))
    return width / 1000
  }

  /** Puts the font in, as far as it was used. */
  async embed(pdf: Pdf): Promise<Reference> {
    const characters = [...this.numbers.keys()]
    const glyphs = [0, ...characters.map((character) => this.font.glyphOf(character))]
    const file = await pdf.stream(subset(this.font, glyphs))
    const { ascent, descent } = this.font
    const name = '/HALLCN+NotoSansSC-Regular'
    const descriptor = pdf.add(
      `<</Type/FontDescriptor/FontName${name}/Flags 4/FontBBox[-200 -300 1200 1100]/ItalicAngle 0` +
        `/Ascent ${ascent}/Descent ${descent}/CapHeight 733/StemV 80/FontFile2 ${file}>>`,
    )
    const widths = glyphs.map((glyph) => this.font.advanceOf(glyph)).join(' ')
    const descendant = pdf.add(
      `<</Type/Font/Subtype/CIDFontType2/BaseFont${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)` +
        `/Supplement 0>>/FontDescriptor ${descriptor}/DW 1000/W[0[${widths}]]/CIDToGIDMap/Identity>>`,
    )
    const map = await pdf.stream(new TextEncoder().encode(toUnicode(characters)))
    return pdf.add(
      `<</Type/Font/Subtype/Type0/BaseFont${name}/Encoding/Identity-H/DescendantFonts[${descendant}]/ToUnicode ${map}>>`,
    )
  }
}

/** From the embedded numbers back to the characters (ISO 32000-1, 9.10.3). */
function toUnicode(characters: number[]): string {
  const lines = characters.map((character, n) => `<${hex(n + 1)}><${unicode(character)}>`)
  const blocks: string[] = []
  for (let at = 0; at < lines.length; at += LINES) {
    const block = lines.slice(at, at + LINES)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return `/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}
