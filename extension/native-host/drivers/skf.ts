/** SKF, GM/T 0016: SM2 keys. A device has applications, an application has a PIN and containers, a container has keys. */
import { failed, type PinState } from './driver.ts'
import type { Library, Seen } from './orders.ts'
import { handleSize, lengthCell, loadSkf, type Skf } from './skf-library.ts'

const SAR_OK = 0
const SAR_PIN_INCORRECT = 0x0a000024
const SAR_PIN_LOCKED = 0x0a000025
const SAR_PIN_INVALID = 0x0a000026
const SAR_PIN_LEN_RANGE = 0x0a000027
const SAR_REMOVED = 0x0a000023
const USER_PIN = 1

/** Room for a list of names, and for a certificate. */
const LIST_BYTES = 4096
const CERTIFICATE_BYTES = 8192
/** ECCSIGNATUREBLOB: r and s in 64 bytes each, at their end. */
const HALF = 64
const COORDINATE = 32

interface Place {
  device: Buffer
  application: Buffer
  container: Buffer
}

export function skf(path: string): Library {
  const library = loadSkf(path)
  const places = new Map<string, Place>()
  return {
    look() {
      const seen: Seen[] = []
      for (const device of names((list, size) => library.EnumDev(1, list, size)))
        within(library, device, (hDevice) => {
          for (const application of names((list, size) => library.EnumApplication(hDevice, list, size)))
            opened(library.OpenApplication, hDevice, application, library.CloseApplication, (hApp) => {
              const state = pinState(library, hApp)
              for (const container of names((list, size) => library.EnumContainer(hApp, list, size))) {
                const ref = String(places.size)
                places.set(ref, { device, application, container })
                seen.push(...certificates(library, hApp, container).map((one) => ({ ...one, ...state, ref })))
              }
            })
        })
      return seen
    },
    sign({ ref, bytes, pin }) {
      const place = places.get(ref)
      if (!place) return failed('no_key')
      const outcome = within(library, place.device, (hDevice) =>
        opened(library.OpenApplication, hDevice, place.application, library.CloseApplication, (hApp) => {
          const wrong = refused(library, hApp, pin)
          if (wrong) return wrong
          return opened(
            library.OpenContainer,
            hApp,
            place.container,
            library.CloseContainer,
            (hContainer) => {
              const blob = Buffer.alloc(2 * HALF)
              if (library.ECCSignData(hContainer, bytes, bytes.length, blob) !== SAR_OK)
                return failed('driver_failed')
              const [r, s] = [blob.subarray(HALF - COORDINATE, HALF), blob.subarray(2 * HALF - COORDINATE)]
              return { ok: true as const, value: Buffer.concat([r, s]) }
            },
          )
        }),
      )
      return outcome ?? failed('no_key')
    },
  }
}

/** Both certificates of a container, as far as there are any. */
function certificates(library: Skf, hApp: bigint, container: Buffer): { der: Buffer; exchange: boolean }[] {
  const both = opened(library.OpenContainer, hApp, container, library.CloseContainer, (hContainer) =>
    [true, false].flatMap((forSigning) => {
      const [der, size] = [Buffer.alloc(CERTIFICATE_BYTES), lengthCell(CERTIFICATE_BYTES)]
      const code = library.ExportCertificate(hContainer, forSigning ? 1 : 0, der, size)
      const length = size.readUInt32LE()
      return code === SAR_OK && length > 0 ? [{ der: der.subarray(0, length), exchange: !forSigning }] : []
    }),
  )
  return both ?? []
}

function pinState(library: Skf, hApp: bigint): PinState {
  const [most, left, initial] = [lengthCell(0), lengthCell(0), lengthCell(0)]
  if (library.GetPINInfo(hApp, USER_PIN, most, left, initial) !== SAR_OK) return {}
  const triesLeft = left.readUInt32LE()
  return triesLeft === 0 ? { locked: true, triesLeft } : { triesLeft }
}

/** Nothing when the PIN was right. */
function refused(library: Skf, hApp: bigint, pin: Uint8Array) {
  const [text, retry] = [Buffer.alloc(pin.length + 1), lengthCell(0)]
  text.set(pin)
  const code = library.VerifyPIN(hApp, USER_PIN, text, retry)
  text.fill(0)
  const left = retry.readUInt32LE()
  if (code === SAR_OK) return undefined
  if (code === SAR_PIN_LOCKED) return failed('pin_locked', 0)
  if (code === SAR_PIN_INCORRECT) return left === 0 ? failed('pin_locked', 0) : failed('pin_wrong', left)
  if (code === SAR_PIN_INVALID || code === SAR_PIN_LEN_RANGE) return failed('pin_wrong')
  return failed(code === SAR_REMOVED ? 'no_key' : 'driver_failed')
}

/** Names end with a zero each; they are bytes, in whatever character set the vendor has. */
function names(fill: (list: Buffer, size: Buffer) => number): Buffer[] {
  const [list, size] = [Buffer.alloc(LIST_BYTES), lengthCell(LIST_BYTES)]
  if (fill(list, size) !== SAR_OK) return []
  const found: Buffer[] = []
  for (let at = 0; at < list.length && list[at] !== 0; ) {
    const end = list.indexOf(0, at)
    if (end < 0) break
    found.push(list.subarray(at, end + 1))
    at = end + 1
  }
  return found
}

function within<T>(library: Skf, device: Buffer, use: (handle: bigint) => T): T | undefined {
  const open = (_parent: bigint, name: Buffer, handle: Buffer) => library.ConnectDev(name, handle)
  return opened(open, 0n, device, library.DisConnectDev, use)
}

/** Opens, uses, closes; nothing where it does not open. */
function opened<T>(
  open: (parent: bigint, name: Buffer, handle: Buffer) => number,
  parent: bigint,
  name: Buffer,
  close: (handle: bigint) => number,
  use: (handle: bigint) => T,
): T | undefined {
  const cell = Buffer.alloc(handleSize)
  if (open(parent, name, cell) !== SAR_OK) return undefined
  const handle = cell.readBigUInt64LE()
  try {
    return use(handle)
  } finally {
    close(handle)
  }
}
