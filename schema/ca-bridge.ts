/** What page, extension and native host say to each other about a CA key. */
import * as v from 'valibot'
import { CaDriver, CaPurpose, CaToken, CaVersion } from './ca.ts'
import { ANSWERS, ASKS } from './ca-bridge-names.ts'

export * from './ca-bridge-names.ts'

/** Name of the native messaging host, as its manifest gives it. */
export const HOST_NAME = 'cn.unit_hall.ca'

/**
 * Whom the host's manifest names. In Chrome and Edge an unpacked extension gets its id from the public key in its
 * manifest; a store gives ids of its own, which a deployment's installer names as well.
 */
export const EXTENSION_IDS = {
  chromium: 'ncgaobnpihcnfgcabpkojkojampheogh',
  firefox: 'ca-key@unit-hall.example',
} as const

/** Bytes of one message between extension and host: a certificate and a signature take a tenth of it. */
export const MOST_MESSAGE_BYTES = 64 * 1024

/** What goes wrong on the way to a key; each has its sentence in `ca-refusals.ts`. */
export const BridgeFault = v.picklist([
  ...([
    'no_extension',
    'no_host',
    'host_forbidden',
    'host_failed',
    'host_too_old',
    'no_key',
    'several_keys',
    'pin_wrong',
    'pin_locked',
  ] as const),
  ...(['encryption_certificate', 'busy', 'cancelled', 'timeout', 'origin_refused', 'driver_failed'] as const),
])
export type BridgeFault = v.InferOutput<typeof BridgeFault>

/** `triesLeft`: of the PIN, where the key tells. */
export const Failed = v.object({
  ok: v.literal(false),
  fault: BridgeFault,
  triesLeft: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20))),
})
export type Failed = v.InferOutput<typeof Failed>

/** One link of the chain, for the diagnostics page and the popup. */
export const DriverState = v.object({
  driver: CaDriver,
  state: v.picklist(['ready', 'no_key', 'not_installed', 'failed']),
  /** Keys that could sign. */
  keys: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
})
export const HostStatus = v.object({
  version: CaVersion,
  drivers: v.pipe(v.array(DriverState), v.maxLength(CaDriver.options.length)),
})
export type HostStatus = v.InferOutput<typeof HostStatus>

export const BridgeStatus = v.object({
  extension: CaVersion,
  host: v.union([HostStatus, v.object({ fault: BridgeFault })]),
})
export type BridgeStatus = v.InferOutput<typeof BridgeStatus>

const nonce = v.pipe(v.string(), v.regex(/^[\w-]{43}$/))

/** A page of the hall asks its extension. The page's origin is not in it: the browser says it. */
export const PageRequest = v.variant('kind', [
  v.object({ kind: v.literal('hello') }),
  v.object({ kind: v.literal('status') }),
  v.object({ kind: v.literal('sign'), purpose: CaPurpose, nonce }),
  v.object({ kind: v.literal('cancel') }),
])
export type PageRequest = v.InferOutput<typeof PageRequest>

export const PageAnswer = v.union([
  // To `hello`, and to `cancel` once it is done.
  v.object({ ok: v.literal(true), extension: CaVersion }),
  v.object({ ok: v.literal(true), status: BridgeStatus }),
  v.object({ ok: v.literal(true), token: CaToken }),
  Failed,
])
export type PageAnswer = v.InferOutput<typeof PageAnswer>

/** `window.postMessage` on the page's own window: `id` is random and answered once. */
export const PageMessage = v.object({
  type: v.literal(ASKS),
  id: v.pipe(v.string(), v.uuid()),
  request: PageRequest,
})
export type PageMessage = v.InferOutput<typeof PageMessage>
export const AnswerMessage = v.object({
  type: v.literal(ANSWERS),
  id: v.pipe(v.string(), v.uuid()),
  answer: PageAnswer,
})
export type AnswerMessage = v.InferOutput<typeof AnswerMessage>

/**
 * The extension asks the host. `origin` is the browser's word on the asking page; `within` the outermost page's, where
 * the asking one is a frame in it (shown to the person, not signed).
 */
export const HostRequest = v.variant('kind', [
  v.object({ id: v.string(), kind: v.literal('status') }),
  v.object({
    id: v.string(),
    kind: v.literal('sign'),
    purpose: CaPurpose,
    nonce,
    origin: v.pipe(v.string(), v.maxLength(300)),
    within: v.optional(v.pipe(v.string(), v.maxLength(300))),
  }),
  v.object({ id: v.string(), kind: v.literal('cancel') }),
])
export type HostRequest = v.InferOutput<typeof HostRequest>

/** What the host signed; the extension adds its own version and, for relayable drivers, its device's signature. */
export const HostSigned = v.object({
  ...v.omit(CaToken, ['versions', 'device']).entries,
  version: CaVersion,
})
export type HostSigned = v.InferOutput<typeof HostSigned>

export const HostAnswer = v.intersect([
  v.object({ id: v.string() }),
  v.union([
    v.object({ ok: v.literal(true), status: HostStatus }),
    v.object({ ok: v.literal(true), signed: HostSigned }),
    Failed,
  ]),
])
export type HostAnswer = v.InferOutput<typeof HostAnswer>
