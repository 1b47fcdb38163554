/** A PDF as a file (ISO 32000-1, 7.5): objects one after another, and the table of where each begins. */

/** `7 0 R` */
export type Reference = string

const utf8 = new TextEncoder()

/** Zlib, as `/FlateDecode` has it. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** A text of the document's own data, in UTF-16 with its mark. */
export const textString = (text: string): string => {
  const units = text.split('').map((unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'))
  return `<feff${units.join('')}>`
}

export class Pdf {
  // The second line tells whoever carries the file that it is no text.
  private readonly parts: Uint8Array[] = [
    utf8.encode('%PDF-1.7\n%'),
    new Uint8Array([0xe5, 0x8d, 0x95, 0xe4, 10]),
  ]
  private length = 15
  /** Where each object begins; the first is number one. */
  private readonly offsets: (number | undefined)[] = []

  private put(part: string | Uint8Array): void {
    const bytes = typeof part === 'string' ? utf8.encode(part) : part
    this.parts.push(bytes)
    this.length += bytes.length
  }

  /** A number for an object that others name before it is there. */
  reserve(): Reference {
    return `${this.offsets.push(undefined)} 0 R`
  }

  add(body: string, as: Reference = this.reserve()): Reference {
    const number = Number.parseInt(as, 10)
    this.offsets[number - 1] = this.length
    this.put(`${number} 0 obj\n${body}\nendobj\n`)
    return as
  }

  /** `more` is what its dictionary says beside the length; a filter among it means that it is packed already. */
  async stream(bytes: Uint8Array<ArrayBuffer>, more = ''): Promise<Reference> {
    const packed = more.includes('/Filter') ? bytes : await deflate(bytes)
    const filter = packed === bytes ? '' : '/Filter/FlateDecode'
    const as = this.reserve()
    const number = Number.parseInt(as, 10)
    this.offsets[number - 1] = this.length
    this.put(`${number} 0 obj\n<</Length ${packed.length}${filter}${more}>>\nstream\n`)
    this.put(packed)
    this.put('\nendstream\nendobj\n')
    return as
  }

  /** The whole file. */
  end(root: Reference, info: Reference): Uint8Array<ArrayBuffer> {
    const start = this.length
    const rows = this.offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
    const size = rows.length + 1
    this.put(`xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`)
    this.put(`trailer\n<</Size ${size}/Root ${root}/Info ${info}>>\nstartxref\n${start}\n%%EOF\n`)
    const file = new Uint8Array(this.length)
    let at = 0
    for (const part of this.parts) {
      file.set(part, at)
      at += part.length
    }
    return file
  }
}
