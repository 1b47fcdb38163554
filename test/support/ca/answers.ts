/** What a CA answers to strangers: its list of revoked certificates, and OCSP; as it should be, and as it should not. */
import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Authority, asTime, type Issued, makeRoot, pemToDer } from './authority.ts'
import { type Extensions, KINDS, openssl, settings } from './openssl.ts'

/**
 * - `issuer`, `stranger`, `unit`: who signs instead of a responder that the CA named
 * - `checked`: a responder whose own certificate may be revoked
 * - `unnonced`: as a responder that knows no nonces; `recorded`: the last answer once more
 */
export type OcspWay = 'signed' | 'issuer' | 'stranger' | 'unit' | 'checked' | 'unnonced' | 'recorded'
/** `delta` and `part` hold less than everything; `stranger` signs under the same name. */
export type CrlWay = 'signed' | 'stranger' | 'stale' | 'delta' | 'part'

export interface Answers {
  ocsp(request: Buffer, way: OcspWay): Promise<Buffer>
  crl(way: CrlWay): Promise<Buffer>
  /** Who signs for the CA; `checked` is the one without `nocheck`. */
  responder(kind: 'named' | 'checked'): Promise<Issued>
}

const RESPONDER = { keyUsage: 'critical,digitalSignature', extendedKeyUsage: 'critical,OCSPSigning' }

/** What a list that is not the whole says of itself. */
const LISTS: Partial<Record<CrlWay, Extensions>> = {
  delta: { '2.5.29.27': 'critical,ASN1:INTEGER:1' },
  part: { issuingDistributionPoint: 'critical,@users' },
}

/** Answers in the name of an authority. */
export function answersOf(authority: Authority): Answers {
  const { folder, kind, subject, alone } = authority
  const { digest, sign } = KINDS[kind]
  const made = new Map<string, Promise<Issued>>()
  const once = (name: string, make: () => Promise<Issued>) => {
    const found = made.get(name) ?? make()
    made.set(name, found)
    return found
  }
  const responder = (which: 'named' | 'checked') =>
    once(which, () =>
      authority.issue({
        subject: `/C=CN/CN=OCSP ${which}`,
        extensions: { ...RESPONDER, noCheck: which === 'named' ? 'ignored' : undefined },
      }),
    )
  const twin = () => once('stranger', async () => ownPair(await makeRoot(folder, kind, { subject })))
  const signer = async (way: OcspWay): Promise<Pick<Issued, 'certificatePem' | 'keyPem'>> => {
    if (way === 'issuer') return ownPair(authority)
    if (way === 'stranger') return twin()
    if (way === 'unit') return once('unit', () => authority.issue())
    return responder(way === 'checked' ? 'checked' : 'named')
  }

  let last: Buffer | undefined
  return {
    responder,
    async ocsp(request, way) {
      if (way === 'recorded' && last) return last
      const name = join(folder, randomBytes(8).toString('hex'))
      const { certificatePem, keyPem } = await signer(way)
      await writeFile(`${name}.request`, request)
      if (way === 'unnonced') await withoutNonce(folder, name)
      await alone(() =>
        openssl(folder, [
          ...['ocsp', '-index', 'index.txt', '-CA', 'ca.pem', '-rsigner', certificatePem, '-rkey', keyPem],
          ...['-rmd', digest, ...sign.map((word) => word.replace('-sigopt', '-rsigopt')), '-nmin', '60'],
          ...['-reqin', `${name}.request`, '-respout', `${name}.answer`],
        ]),
      )
      last = await readFile(`${name}.answer`)
      await Promise.all([rm(`${name}.request`), rm(`${name}.answer`)])
      return last
    },
    async crl(way) {
      const name = randomBytes(8).toString('hex')
      await writeFile(join(folder, `${name}.cnf`), settings(kind, {}, LISTS[way]))
      const days = (count: number) => asTime(new Date(Date.now() + count * 86_400_000))
      const stale = ['-crl_lastupdate', days(-3), '-crl_nextupdate', days(-1)]
      const other = way === 'stranger' ? await twin() : undefined
      const as = other ? ['-cert', other.certificatePem, '-keyfile', other.keyPem] : []
      const args = ['ca', '-config', `${name}.cnf`, '-gencrl', ...sign, '-out', `${name}.crl`]
      await alone(() => openssl(folder, [...args, ...(way === 'stale' ? stale : []), ...as]))
      return pemToDer(await readFile(join(folder, `${name}.crl`), 'utf8'))
    },
  }
}

const ownPair = (authority: Authority): Issued => ({
  ...{ kind: authority.kind, keyPem: join(authority.folder, 'ca.key'), serial: '' },
  ...{ certificatePem: authority.certificatePem, certificate: authority.certificate },
})

/** Asks the same without a nonce: the responder repeats what it is asked. */
async function withoutNonce(folder: string, name: string): Promise<void> {
  const told = String(await openssl(folder, ['ocsp', '-reqin', `${name}.request`, '-req_text']))
  const serial = /Serial Number: ([0-9A-F]+)/.exec(told)?.[1]
  const args = ['-issuer', 'ca.pem', '-serial', `0x${serial}`, '-no_nonce', '-reqout', `${name}.request`]
  await openssl(folder, ['ocsp', ...args])
}
