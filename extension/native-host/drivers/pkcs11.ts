/** PKCS#11: RSA and P-256 keys. */
import { createHash } from 'node:crypto'
import * as p11 from 'pkcs11js'
import { failed, type Outcome, type PinState } from './driver.ts'
import type { Library, Seen } from './orders.ts'

/** Bytes of the longest signature that is taken: RSA of 8192 bits. */
const MOST_SIGNATURE_BYTES = 1024

const faults: Record<number, Parameters<typeof failed>[0]> = {
  [p11.CKR_PIN_INCORRECT]: 'pin_wrong',
  [p11.CKR_PIN_INVALID]: 'pin_wrong',
  [p11.CKR_PIN_LEN_RANGE]: 'pin_wrong',
  [p11.CKR_PIN_LOCKED]: 'pin_locked',
  [p11.CKR_FUNCTION_CANCELED]: 'cancelled',
  [p11.CKR_TOKEN_NOT_PRESENT]: 'no_key',
  [p11.CKR_DEVICE_REMOVED]: 'no_key',
}

export function pkcs11(path: string): Library {
  const module = new p11.PKCS11()
  module.load(path)
  module.C_Initialize()
  const places = new Map<string, { slot: Buffer; id: Buffer }>()
  return {
    look() {
      const seen: Seen[] = []
      const errors: unknown[] = []
      for (const [at, slot] of module.C_GetSlotList(true).entries()) {
        try {
          for (const { der, id, ...state } of certificatesOf(module, slot)) {
            const ref = `${at}:${id.toString('hex')}`
            places.set(ref, { slot, id })
            seen.push({ ref, der, ...state })
          }
        } catch (error) {
          errors.push(error)
        }
      }
      // One reader that fails hides no key in another.
      if (seen.length === 0 && errors.length > 0) throw errors[0]
      return seen
    },
    sign({ ref, algorithm, bytes, pin }) {
      const place = places.get(ref)
      if (!place) return failed('no_key')
      const session = module.C_OpenSession(place.slot, p11.CKF_SERIAL_SESSION)
      try {
        const in_ = logIn(module, session, place.slot, pin)
        return in_.ok ? signature(module, session, place.id, algorithm, Buffer.from(bytes)) : in_
      } finally {
        module.C_CloseSession(session)
      }
    },
  }
}

/** The token's flags: it says how many tries are left only when it is the last one. */
function pinState({ flags }: p11.TokenInfo): PinState {
  if (flags & p11.CKF_USER_PIN_LOCKED) return { locked: true, triesLeft: 0 }
  if (flags & p11.CKF_USER_PIN_FINAL_TRY) return { triesLeft: 1 }
  return flags & p11.CKF_USER_PIN_COUNT_LOW ? { few: true } : {}
}

function certificatesOf(module: p11.PKCS11, slot: Buffer): ({ der: Buffer; id: Buffer } & PinState)[] {
  const token = module.C_GetTokenInfo(slot)
  // Fresh from the shop: nothing is on it.
  if (!(token.flags & p11.CKF_TOKEN_INITIALIZED)) return []
  const session = module.C_OpenSession(slot, p11.CKF_SERIAL_SESSION)
  try {
    const objects = find(module, session, [
      { type: p11.CKA_CLASS, value: p11.CKO_CERTIFICATE },
      { type: p11.CKA_CERTIFICATE_TYPE, value: p11.CKC_X_509 },
    ])
    return objects.map((object) => {
      const wanted = [{ type: p11.CKA_VALUE }, { type: p11.CKA_ID }]
      const [der, id] = module.C_GetAttributeValue(session, object, wanted)
      return { der: der?.value as Buffer, id: id?.value as Buffer, ...pinState(token) }
    })
  } finally {
    module.C_CloseSession(session)
  }
}

function find(module: p11.PKCS11, session: Buffer, template: p11.Template): Buffer[] {
  module.C_FindObjectsInit(session, template)
  const found: Buffer[] = []
  for (let next = module.C_FindObjects(session); next; next = module.C_FindObjects(session)) found.push(next)
  module.C_FindObjectsFinal(session)
  return found
}

function logIn(module: p11.PKCS11, session: Buffer, slot: Buffer, pin: Uint8Array): Outcome<undefined> {
  try {
    module.C_Login(session, p11.CKU_USER, Buffer.from(pin).toString('utf8'))
    return { ok: true, value: undefined }
  } catch (error) {
    const code = error instanceof p11.Pkcs11Error ? error.code : 0
    if (code === p11.CKR_USER_ALREADY_LOGGED_IN) return { ok: true, value: undefined }
    const fault = faults[code] ?? 'driver_failed'
    const { triesLeft } =
      fault === 'pin_wrong' || fault === 'pin_locked' ? pinState(module.C_GetTokenInfo(slot)) : {}
    // The try that locked it is told as locked, not as wrong.
    return failed(fault === 'pin_wrong' && triesLeft === 0 ? 'pin_locked' : fault, triesLeft)
  }
}

function signature(
  module: p11.PKCS11,
  session: Buffer,
  id: Buffer,
  algorithm: string,
  text: Buffer,
): Outcome<Uint8Array> {
  const [key] = find(module, session, [
    { type: p11.CKA_CLASS, value: p11.CKO_PRIVATE_KEY },
    { type: p11.CKA_ID, value: id },
  ])
  if (!key) return failed('driver_failed')
  const { mechanism, data } = how(algorithm, text)
  module.C_SignInit(session, mechanism, key)
  return { ok: true, value: module.C_Sign(session, data, Buffer.alloc(MOST_SIGNATURE_BYTES)) }
}

function how(algorithm: string, text: Buffer): { mechanism: p11.Mechanism; data: Buffer } {
  const pss = { type: p11.CK_PARAMS_RSA_PSS, hashAlg: p11.CKM_SHA256, mgf: p11.CKG_MGF1_SHA256, saltLen: 32 }
  if (algorithm === 'RS256') return { mechanism: { mechanism: p11.CKM_SHA256_RSA_PKCS }, data: text }
  if (algorithm === 'PS256')
    return { mechanism: { mechanism: p11.CKM_SHA256_RSA_PKCS_PSS, parameter: pss }, data: text }
  // Few tokens hash for ECDSA themselves.
  return { mechanism: { mechanism: p11.CKM_ECDSA }, data: createHash('sha256').update(text).digest() }
}
