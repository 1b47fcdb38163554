/** The host's end of the process that holds a library. */
import { type ChildProcess, spawn } from 'node:child_process'
import { isSea } from 'node:sea'
import type { CaAlgorithm } from '../../../schema/ca.ts'
import { type Certificate, readCertificate } from '../certificate.ts'
import { rawSignature } from '../signature.ts'
import { sm2Digest } from '../text.ts'
import { type Driver, done, failed, type Key, type Look, type Traits } from './driver.ts'
import type { LibraryKind, Order, Reply, Seen } from './orders.ts'

/** A token that is asked for its certificates answers within a second or two; some wake up slowly. */
const LOOK_WITHIN_MS = 10_000

const TRAITS: Record<LibraryKind, Traits> = {
  pkcs11: {
    ...{ driver: 'pkcs11', name: 'PKCS#11', signs: 'text', encoding: 'rs' },
    ...{ pin: 'host', assurance: 'origin-bound' },
  },
  skf: {
    ...{ driver: 'skf', name: 'SKF', signs: 'digest', encoding: 'rs' },
    ...{ pin: 'host', assurance: 'origin-bound' },
  },
}

/** The kinds of keys that each way leads to. */
const ALGORITHMS: Record<LibraryKind, Certificate['algorithm'][]> = {
  pkcs11: ['RS256', 'ES256'],
  skf: ['SM2-SM3'],
}

/** Run again as the holder of one library: this program, or this script where it is one. */
const self = () => (isSea() ? [] : [process.argv[1] ?? ''])

export function libraryDriver(kind: LibraryKind, path: string, rsa: CaAlgorithm = 'RS256'): Driver {
  const traits = TRAITS[kind]
  let child: ChildProcess | undefined
  const close = () => {
    child?.kill('SIGKILL')
    child = undefined
  }
  /** Nothing when the process has died, hung or been stopped. */
  const ask = (order: Order, signal: AbortSignal): Promise<Reply | undefined> => {
    child ??= spawn(process.execPath, [...self(), '--hold', kind, path], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    })
    return oneAnswer(child, order, signal)
  }
  return {
    traits,
    async look(signal): Promise<Look> {
      const soon = AbortSignal.any([signal, AbortSignal.timeout(LOOK_WITHIN_MS)])
      const reply = await ask({ order: 'look' }, soon)
      if (reply?.reply !== 'look' || !reply.seen) {
        close()
        return { state: 'failed' }
      }
      return { state: 'looked', found: sorted(reply.seen, kind, traits) }
    },
    async sign({ ref, certificate }, text, pin, signal) {
      if (!certificate || !pin) return failed('driver_failed')
      const algorithm = certificate.algorithm === 'RS256' ? rsa : certificate.algorithm
      const whole = text(algorithm)
      const bytes = traits.signs === 'digest' ? sm2Digest(certificate, whole) : whole
      const answer = ask({ order: 'sign', ref, algorithm, bytes, pin }, signal)
      pin.fill(0)
      const reply = await answer
      if (reply?.reply !== 'sign') {
        close()
        return failed('driver_failed')
      }
      if (!reply.outcome.ok) return reply.outcome
      const signature = rawSignature(Buffer.from(reply.outcome.value), traits.encoding, certificate)
      if (!signature) return failed('driver_failed')
      return done({ certificate: certificate.der, algorithm, signature })
    },
    close,
  }
}

function oneAnswer(child: ChildProcess, order: Order, signal: AbortSignal): Promise<Reply | undefined> {
  return new Promise((resolve) => {
    const settle = (reply?: Reply) => {
      child.off('message', heard).off('exit', gone).off('error', gone)
      signal.removeEventListener('abort', gone)
      resolve(reply)
    }
    const heard = (message: unknown) => {
      const reply = message as Reply
      if (reply.why !== undefined) console.error(`library: ${reply.why}`)
      settle(reply)
    }
    const gone = () => settle()
    child.on('message', heard).on('exit', gone).on('error', gone)
    signal.addEventListener('abort', gone, { once: true })
    if (signal.aborted) return gone()
    child.send(order, (error) => error && gone())
  })
}

/** Those that may sign, apart from those that may not. */
function sorted(seen: Seen[], kind: LibraryKind, traits: Traits): { keys: Key[]; encryptionOnly: boolean } {
  const keys: Key[] = []
  let encryptionOnly = false
  for (const { der, exchange, ...rest } of seen) {
    const certificate = readCertificate(Buffer.from(der))
    if (!certificate || certificate.authority || !ALGORITHMS[kind].includes(certificate.algorithm)) continue
    if (certificate.signs && !exchange) keys.push({ ...rest, traits, certificate })
    else encryptionOnly = true
  }
  return { keys, encryptionOnly }
}
