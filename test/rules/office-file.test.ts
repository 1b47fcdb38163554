import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recogniseOffice } from '../../worker/lib/office-file.ts'
import { aDocument, anArchive, aWorkbook } from '../support/cases.ts'

const typeOf = (bytes: Uint8Array) => recogniseOffice(bytes)?.type.split('.').at(-2)
const ZIP = ['[Content_Types].xml', 'xl/workbook.xml']

describe('an office file', () => {
  it('is known by its parts', () => {
    expect(typeOf(aWorkbook())).toBe('spreadsheetml')
    expect(typeOf(aDocument())).toBe('wordprocessingml')
    for (const names of [['[Content_Types].xml'], ['xl/workbook.xml'], ['a.txt'], ZIP.slice(1)])
      expect(typeOf(anArchive(names))).toBeUndefined()
    for (const carried of ['xl/vbaProject.bin', 'word/embeddings/a.docx', 'xl/activeX/a.xml', 'a.exe'])
      expect(typeOf(anArchive([...ZIP, carried])), carried).toBeUndefined()
  })

  it('has room for nothing else: before, between, behind', () => {
    const book = aWorkbook()
    const evil = Buffer.from('<script>alert(1)</script>')
    expect(typeOf(Buffer.concat([evil, book]))).toBeUndefined()
    expect(typeOf(Buffer.concat([book, evil]))).toBeUndefined()
    expect(typeOf(anArchive(ZIP, { comment: 'x' }))).toBeUndefined()
    expect(typeOf(anArchive(ZIP, { between: evil }))).toBeUndefined()
    expect(typeOf(anArchive(ZIP, { flags: 1 }))).toBeUndefined()
    expect(typeOf(anArchive(ZIP, { ownName: 'xl/workboook.xml' }))).toBeUndefined()
  })

  it('may describe its parts once more behind them, as streaming writers do', () => {
    for (const size of [12, 16, 20, 24])
      expect(typeOf(anArchive(ZIP, { flags: 8, between: Buffer.alloc(size) }))).toBe('spreadsheetml')
    for (const size of [1, 13, 32])
      expect(typeOf(anArchive(ZIP, { flags: 8, between: Buffer.alloc(size) }))).toBeUndefined()
    expect(typeOf(anArchive(ZIP, { between: Buffer.alloc(12) }))).toBeUndefined()
  })

  it('never makes the reader fail, however it is broken', () => {
    const book = aWorkbook()
    fc.assert(
      fc.property(fc.nat(book.length), fc.nat(book.length - 1), fc.nat(255), (cut, at, byte) => {
        const broken = Buffer.from(book)
        broken[at] = byte
        expect(() => recogniseOffice(broken)).not.toThrow()
        expect(() => recogniseOffice(book.subarray(0, cut))).not.toThrow()
      }),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !recogniseOffice(bytes)))
  })
})
