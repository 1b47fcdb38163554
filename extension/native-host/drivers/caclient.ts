/**
 * The protocol of JSCA and 国信CA: JSON posted to `/caclient`. `login` opens the vendor's own window, which asks for the
 * PIN and answers with the certificate; `SOF_SignData` then signs. Which key it will be is not known before.
 */
import * as v from 'valibot'
import type { BridgeFault } from '../../../schema/ca-bridge.ts'
import { readCertificate } from '../certificate.ts'
import { rawSignature } from '../signature.ts'
import { type Driver, done, failed, type Look, type Outcome } from './driver.ts'
import { MOST_VENDOR_BYTES, VENDOR_ANSWERS_MS, type Vendor } from './vendors.ts'

const Answer = v.object({
  resultCode: v.union([v.string(), v.number()]),
  resultMsg: v.optional(v.string(), ''),
  Cert: v.optional(v.string(), ''),
  SignData: v.optional(v.string(), ''),
})
type Answer = v.InferOutput<typeof Answer>

const succeeded = (answer: Answer) => String(answer.resultCode) === '0'

/** Asked with nothing in it, it opens no window: who answers in this form is such a client. */
const PROBE = { url: 'SOF_GetCertInfoLoc', Cert: '', type: 31 }

/** What the client says in its own words when it does not sign. */
const WORDS: [RegExp, BridgeFault][] = [
  [/取消|cancel/i, 'cancelled'],
  [/锁|lock/i, 'pin_locked'],
  [/密码|口令|PIN/i, 'pin_wrong'],
]
const faultOf = ({ resultMsg }: Answer, otherwise: BridgeFault) =>
  failed(WORDS.find(([words]) => words.test(resultMsg))?.[1] ?? otherwise)

async function post(port: number, message: object, signal: AbortSignal): Promise<Answer | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/caclient`, {
      method: 'POST',
      // As the vendors' pages post it.
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal,
    })
    const text = await bounded(response)
    const answer = text === undefined ? undefined : v.safeParse(Answer, JSON.parse(text))
    return answer?.success ? answer.output : undefined
  } catch {
    return undefined
  }
}

async function bounded(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > MOST_VENDOR_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

export function caClient(vendor: Vendor): Driver {
  return {
    traits: vendor,
    async look(signal): Promise<Look> {
      const soon = AbortSignal.any([signal, AbortSignal.timeout(VENDOR_ANSWERS_MS)])
      const answers = await Promise.all(vendor.ports.map((port) => post(port, PROBE, soon)))
      const port = vendor.ports.find((_, at) => answers[at])
      if (port === undefined) return { state: 'not_installed' }
      return {
        state: 'looked',
        found: { keys: [{ ref: String(port), traits: vendor }], encryptionOnly: false },
      }
    },
    async sign(key, text, _pin, signal): Promise<Outcome<never> | ReturnType<typeof signed>> {
      const port = Number(key.ref)
      const login = await post(port, { url: 'login' }, signal)
      if (!login) return failed('driver_failed')
      if (!succeeded(login)) return faultOf(login, 'no_key')
      const certificate = readCertificate(Buffer.from(login.Cert, 'base64'))
      if (!certificate) return failed('driver_failed')
      if (!certificate.signs) return failed('encryption_certificate')
      const { algorithm } = certificate
      const ask = { url: 'SOF_SignData', Cert: login.Cert, InData: text(algorithm).toString('ascii') }
      const answer = await post(port, ask, signal)
      if (!answer) return failed('driver_failed')
      if (!succeeded(answer)) return faultOf(answer, 'driver_failed')
      return signed(certificate, Buffer.from(answer.SignData, 'base64'), vendor)
    },
    close() {},
  }
}

/** In the hall's form, if it is what the vendor declares. */
export function signed(
  certificate: NonNullable<ReturnType<typeof readCertificate>>,
  given: Buffer,
  { encoding }: Vendor,
) {
  const signature = rawSignature(given, encoding, certificate)
  if (!signature) return failed('driver_failed')
  return done({ certificate: certificate.der, algorithm: certificate.algorithm, signature })
}
