/** Whether a certificate is one of the hall's, and what it says; asked by anyone. */
import type { VerifiedCertificate, VerifyReason } from '../../schema/certificates.ts'
import { isCertificateCode } from '../../schema/fields/certificate.ts'
import { INSURANCES, type InsuranceCode } from '../../schema/fields/insurance.ts'
import { sameText, sha256 } from '../lib/bytes.ts'
import type { Bindings, Origin } from '../lib/env.ts'
import { logFault } from '../lib/log.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import type { View } from './rules.ts'
import { type CertificateRow, findCertificate, SIGNED, VIEW } from './store.ts'

/** Persons of an answer; the paper has all of them. */
const SHOWN = 100

/** What is kept of it, if nobody has touched that: sealed and signed by keys that are not in the database. */
async function viewIn(env: Bindings, row: CertificateRow): Promise<View | undefined> {
  const { open, indexes } = await sealer(env.SEALING_KEYS)
  const text = await open(row.view_sealed, VIEW).catch(() => undefined)
  if (text === undefined) return undefined
  const signed = (await indexes(text, SIGNED)).some((one) => sameText(one, row.signature))
  const view = JSON.parse(text) as View
  const own = view.number === row.number && view.digest === row.digest
  return signed && own && Date.parse(view.expiresAt) === row.expires_at ? view : undefined
}

const inWords = (view: View): VerifiedCertificate => ({
  ...{ number: view.number, unitName: view.unitName, creditCode: view.creditCode, place: view.place },
  insurances: view.insurances.map((code) => INSURANCES[code as InsuranceCode] ?? code),
  ...{
    from: view.from,
    to: view.to,
    issuedAt: view.issuedAt,
    expiresAt: view.expiresAt,
    digest: view.digest,
  },
  personCount: view.persons.length,
  persons: view.persons.slice(0, SHOWN).map(([name, number, runs, months]) => ({
    ...{ name, number, months },
    runs: runs.map(([from, to]) => ({ from, to })),
  })),
})

/**
 * `certificate` is a number or a code, folded; `digest` how the one on the paper begins, or empty. An invented name and
 * one that somebody else's paper bears are looked for in the same way and refused in the same words.
 */
export async function verifyCertificate(
  env: Bindings,
  { network }: Origin,
  now: number,
  { certificate, digest }: { certificate: string; digest: string },
): Promise<Result<VerifiedCertificate, VerifyReason>> {
  const { success } = await env.LIMIT_ACCOUNT.limit({ key: `verify:${network}` })
  if (!success) return fail('too_many_verifications')
  const code = isCertificateCode(certificate) ? certificate : ''
  const row = await findCertificate(env.DB, certificate, await sha256(code))
  if (!row) return fail('certificate_unknown')
  const view = await viewIn(env, row)
  if (!view) {
    logFault('certificate', new Error('a certificate is not as it was kept'))
    return fail('certificate_changed')
  }
  if (!view.digest.startsWith(digest)) return fail('certificate_changed')
  return row.expires_at <= now ? fail('certificate_expired') : ok(inWords(view))
}
