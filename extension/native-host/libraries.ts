/** Where vendors put their libraries. Data: a line more is all that another vendor takes. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

type Kind = 'pkcs11' | 'skf'
type System = 'linux' | 'darwin' | 'win32'

const LINUX = [
  '/usr/lib',
  '/usr/lib64',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/local/lib',
]
const MAC = ['/usr/local/lib', '/Library/OpenSC/lib']
const WINDOWS = [
  join(process.env.SystemRoot ?? 'C:\\Windows', 'System32'),
  'C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11',
]

const FOLDERS: Record<System, string[]> = { linux: LINUX, darwin: MAC, win32: WINDOWS }

/**
 * Longmai GM3000, Feitian ePass3003 and ePass2003, Watchdata, OpenSC · Longmai, Linguo and Tiandirong as BJCA gives
 * them out, Haitai as Shenzhen's and Inner Mongolia's CA do, NETCA. Only libraries of 64 bits load here.
 */
const NAMES: Record<Kind, Record<System, string[]>> = {
  pkcs11: {
    linux: ['libgm3000_pkcs11.so', 'libcastle.so.1.0.0', 'opensc-pkcs11.so', 'pkcs11/opensc-pkcs11.so'],
    darwin: ['libgm3000_pkcs11.dylib', 'opensc-pkcs11.so'],
    win32: [
      'gm3000_pkcs11.dll',
      'ShuttleCsp11_3003.dll',
      'eps2003csp11.dll',
      'WDPKCS.dll',
      'opensc-pkcs11.dll',
    ],
  },
  skf: {
    linux: ['libgm3000.1.0.so'],
    darwin: ['libgm3000.1.0.dylib'],
    win32: [
      ...['mtoken_gm3000.dll', 'lgu3073_p1514_gm_x64.dll', 'gm3k_for_bjca_x64.dll', 'USK218_GM.dll'],
      ...['SKFAPI20538.dll', 'SKFAPI20549.dll', 'NetcaSKF.dll'],
    ],
  },
}

const isSystem = (name: string): name is System => name in FOLDERS

/** Those of them that are on this machine. */
export function knownLibraries(kind: Kind): string[] {
  const system = process.platform
  if (!isSystem(system)) return []
  const places = FOLDERS[system].flatMap((folder) => NAMES[kind][system].map((name) => join(folder, name)))
  return places.filter((path) => existsSync(path))
}
