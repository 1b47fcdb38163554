/** Finds or installs what makes tokens of the tests: SoftHSM, OpenSC, OpenSSL 3, a C compiler; and a pinentry. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../build.ts'
import { installFromDebian, mayInstall } from '../debian.ts'

/** A file of each package, by which it is known to be there. */
const NEEDED: Record<string, string[]> = {
  softhsm2: ['/usr/bin/softhsm2-util'],
  opensc: ['/usr/bin/pkcs11-tool'],
  openssl: ['/usr/bin/openssl'],
  gcc: ['/usr/bin/gcc', '/usr/bin/cc'],
  'libssl-dev': ['/usr/include/openssl/evp.h'],
  'pinentry-tty': ['/usr/bin/pinentry-tty'],
  bsdutils: ['/usr/bin/script'],
}

const missing = () =>
  Object.entries(NEEDED).flatMap(([name, files]) => (files.some((file) => existsSync(file)) ? [] : [name]))

/** Throws, with what is missing, where it can't be installed. */
export function ensureTokenTools(): void {
  if (missing().length > 0 && mayInstall()) installFromDebian(missing())
  if (missing().length > 0) throw new Error(`The tests of CA keys need: ${missing().join(', ')}`)
}

const SOFTHSM = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so']
export const softhsmModule = (): string => {
  const found = SOFTHSM.find((path) => existsSync(path))
  if (!found) throw new Error('SoftHSM has no module where Debian puts it')
  return found
}

const FLAGS = ['-shared', '-fPIC', '-O1', '-Wall', '-Wextra', '-Werror']
const SOURCES = {
  skf: [join(import.meta.dirname, 'skf.c'), '-lcrypto'],
  counting: [
    ...['-I', join(root, 'node_modules/pkcs11js/includes')],
    ...[join(import.meta.dirname, 'counting.c'), '-ldl'],
  ],
}

/** The path of a library of the tests, compiled when its source is newer. */
export function testLibrary(name: keyof typeof SOURCES): string {
  ensureTokenTools()
  const out = join(root, `.build/tokens/${name}.so`)
  const source = join(import.meta.dirname, `${name}.c`)
  if (existsSync(out) && statSync(out).mtimeMs > statSync(source).mtimeMs) return out
  mkdirSync(dirname(out), { recursive: true })
  // Renamed into place: a test file that runs beside this one never loads half of it.
  const fresh = `${out}.${process.pid}`
  execFileSync('cc', [...FLAGS, '-o', fresh, ...SOURCES[name]])
  execFileSync('mv', [fresh, out])
  return out
}
