/** Finds out what a file is, by its bytes alone: a name says nothing. */
import { openCsv } from './csv.ts'
import { Unreadable } from './faults.ts'
import { MOST_BYTES } from './limits.ts'
import type { Book } from './raw.ts'
import { pieces, type Source } from './source.ts'
import { openXlsx } from './xlsx.ts'

/** Opens a workbook or a CSV file. Throws `Unreadable` for everything else. */
export async function openBook(source: Source): Promise<Book> {
  if (source.size === 0) throw new Unreadable('file.empty')
  if (source.size > MOST_BYTES) throw new Unreadable('file.too_large')
  const head = latin(await source.bytes(0, Math.min(source.size, 1_024)))
  if (head.startsWith('PK\x03\x04')) return openXlsx(source)
  if (head.startsWith('PK'))
    throw new Unreadable(head.startsWith('PK\x05\x06') ? 'file.empty' : 'file.damaged')
  if (head.startsWith('\xd0\xcf\x11\xe0')) throw new Unreadable(await insideCompound(source))
  if (OTHERS.some((mark) => head.startsWith(mark))) throw new Unreadable('file.not_spreadsheet')
  // Old portals export a page under a spreadsheet's name.
  const start = head
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase()
  if (/^<(?:!doctype html|html|head|table|meta|body|div|style)/.test(start))
    throw new Unreadable('file.web_page')
  if (start.startsWith('<?xml') || start.startsWith('mime-version')) throw new Unreadable('file.other_format')
  return openCsv(source)
}

const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes)

/** PDF, pictures, other archives, rich text, programs, and workbooks of 1992. */
const OTHERS = [
  ...[
    '%PDF',
    '\x89PNG',
    '\xff\xd8\xff',
    'GIF8',
    'BM',
    'Rar!',
    '7z\xbc\xaf',
    '\x1f\x8b',
    '{\\rtf',
    'MZ',
    '\x7fELF',
  ],
  ...['\t\0', '\t\x02', '\t\x04', '\t\x08', 'RIFF', 'II*', 'MM\0*'],
]

/**
 * The compound file of older Office programs holds an old workbook, or a new one behind a password. Its directory may
 * lie anywhere; names in it are UTF-16.
 */
async function insideCompound(
  source: Source,
): Promise<'file.encrypted' | 'file.old_format' | 'file.not_spreadsheet'> {
  let found: 'file.old_format' | 'file.not_spreadsheet' = 'file.not_spreadsheet'
  let rest = ''
  for await (const piece of pieces(source)) {
    const text = rest + new TextDecoder('latin1').decode(piece)
    if (text.includes(wide('EncryptedPackage'))) return 'file.encrypted'
    if (text.includes(wide('Workbook')) || text.includes(wide('Book'))) found = 'file.old_format'
    rest = text.slice(-64)
  }
  return found
}

const wide = (name: string) => [...name].map((letter) => `${letter}\0`).join('')
