/** The file beside the host, written by its installer: whom it signs for, and where keys are looked for. */
import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { VENDORS } from './drivers/vendors.ts'
import { knownLibraries } from './libraries.ts'

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(1000))
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535))

/** A PKCS#11 module; `rsa` is how its RSA keys sign. */
const Pkcs11Module = v.object({ path, rsa: v.optional(v.picklist(['RS256', 'PS256']), 'RS256') })
export type Pkcs11Module = v.InferOutput<typeof Pkcs11Module>

/** False leaves a vendor's client alone. */
const Vendor = v.union([
  v.literal(false),
  v.object({ ports: v.optional(v.array(port)), encoding: v.optional(v.picklist(['rs', 'der', 'pkcs7'])) }),
])

export const HostConfig = v.object({
  /** The halls that may ask, as origins: `https://hall.example.cn`. */
  origins: v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(50)),
  pkcs11: v.optional(v.array(Pkcs11Module), []),
  skf: v.optional(v.array(path), []),
  /** Whether the vendors' usual places are looked at, too. */
  knownLibraries: v.optional(v.boolean(), true),
  vendors: v.optional(v.strictObject(v.entriesFromList(['jsca', 'guoxin', 'bjca'], v.optional(Vendor))), {}),
  /** The program that asks the person; the platform's own by default. */
  window: v.optional(
    v.variant('kind', [
      v.object({ kind: v.literal('pinentry'), program: path, tty: v.optional(path) }),
      v.object({ kind: v.literal('terminal'), tty: path }),
    ]),
  ),
})
export type HostConfig = v.InferOutput<typeof HostConfig>

/** Without a file nobody may ask. Throws, for the log and the diagnostics page, when there is one that can't be read. */
export async function readConfig(file: string): Promise<HostConfig> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"origins":[]}'
    throw error
  })
  return v.parse(HostConfig, JSON.parse(text))
}

/** Named modules first, then the usual ones that are there. */
export function pkcs11Modules(config: HostConfig): Pkcs11Module[] {
  const known = config.knownLibraries ? knownLibraries('pkcs11') : []
  const named = new Set(config.pkcs11.map((module) => module.path))
  return [
    ...config.pkcs11,
    ...known.filter((p) => !named.has(p)).map((p) => ({ path: p, rsa: 'RS256' as const })),
  ]
}

export const skfLibraries = (config: HostConfig): string[] => [
  ...new Set([...config.skf, ...(config.knownLibraries ? knownLibraries('skf') : [])]),
]

/** The vendors' clients that are asked, as their data and the file say. */
export const vendorClients = (config: HostConfig) =>
  VENDORS.flatMap((vendor) => {
    const wish = config.vendors[vendor.driver] ?? {}
    if (wish === false) return []
    return [{ ...vendor, ports: wish.ports ?? vendor.ports, encoding: wish.encoding ?? vendor.encoding }]
  })
