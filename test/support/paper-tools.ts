/** Programs of other hands that read what the hall hands out: PDF, QR codes, encrypted archives. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installFromDebian, mayInstall, succeeds } from './debian.ts'

/** Newer systems call 7-Zip `7zz`. */
const SEVEN_ZIP = ['7z', '7zz']
const PACKAGES: [name: string, commands: readonly string[], flag: string][] = [
  ['poppler-utils', ['pdftotext'], '-v'],
  ['zbar-tools', ['zbarimg'], '--version'],
  ['p7zip-full', SEVEN_ZIP, 'i'],
]

const missing = () =>
  PACKAGES.filter(([, commands, flag]) => !commands.some((command) => succeeds(command, flag))).map(
    ([name]) => name,
  )

export function ensurePaperTools(): void {
  if (missing().length > 0 && mayInstall()) installFromDebian(missing())
  if (missing().length > 0) throw new Error(`The tests need ${missing().join(', ')}.`)
}

/** Runs something with a folder of its own, which is gone afterwards. */
export function inFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'paper-'))
  try {
    return run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const say = (command: string, ...args: string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** What is copied out of a PDF, in the order in which it is read. */
export const textOf = (pdf: Uint8Array): string =>
  inFolder((folder) => {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    return say('pdftotext', '-layout', join(folder, 'a.pdf'), '-')
  })

/** What the QR code on its first page says, drawn at 150 dots an inch. */
export const qrOf = (pdf: Uint8Array): string =>
  inFolder((folder) => {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    say('pdftoppm', '-r', '150', '-png', '-singlefile', join(folder, 'a.pdf'), join(folder, 'a'))
    return say('zbarimg', '-q', '--raw', join(folder, 'a.png')).trim()
  })

/** Fonts of a PDF, as `pdffonts` lists them. */
export const fontsOf = (pdf: Uint8Array): string =>
  inFolder((folder) => {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    return say('pdffonts', join(folder, 'a.pdf'))
  })

/** The one file of an archive, or the one of this name; throws where 7-Zip does not open it with this password. */
export const unpack = (archive: Uint8Array, password: string, ...name: string[]): Buffer =>
  inFolder((folder) => {
    writeFileSync(join(folder, 'a.zip'), archive)
    const command = SEVEN_ZIP.find((one) => succeeds(one, 'i')) ?? '7z'
    return execFileSync(command, ['x', '-so', `-p${password}`, join(folder, 'a.zip'), ...name], {
      ...{ stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 },
    })
  })
