/** A trust list that is no more than a list, for rules without a database. */
import type { Authority as Listed } from '../../../worker/ca/chain.ts'
import type { Standing } from '../../../worker/ca/revocation.ts'
import type { Trust } from '../../../worker/ca/verify.ts'
import { readCertificate } from '../../../worker/ca/x509/certificate.ts'
import type { Authority } from './authority.ts'

const HOUR = 60 * 60_000

export function listed(authority: Authority, settings: Partial<Listed> = {}): Listed {
  const certificate = readCertificate(authority.certificate)
  if (!certificate) throw new Error('a CA whose certificate cannot be read')
  return {
    ...{ id: authority.id, kind: authority.line.length === 1 ? 'root' : 'intermediate', certificate },
    ...{ profile: 'common', ocspUrl: null, crlUrl: 'http://127.0.0.1/crl', freshMs: 24 * HOUR },
    ...{ localClient: false, ...settings },
  }
}

/** What a CA answered a minute before now. */
export const standing = (now: number, lists: boolean): Standing => ({
  crl: { thisUpdate: now - 60_000, nextUpdate: now + HOUR, lists },
  ocsp: undefined,
})

/** The whole list, whoever asks; all certificates are good but those whose serial numbers are given. */
export function memoryTrust(
  list: Listed[],
  now: number,
  { revoked = [], unknown = [] }: { revoked?: string[]; unknown?: string[] } = {},
): Trust {
  const known = (serial: string) =>
    unknown.includes(serial) ? undefined : standing(now, revoked.includes(serial))
  return {
    look: async () => ({ list, known: (_id, serial) => known(serial) }),
    ask: async (_authority, { serial }) => known(serial) ?? { crl: undefined, ocsp: undefined },
  }
}
