/** Asks CAs which certificates they revoked, and keeps what they answered. */
import { hex, randomBytes } from '../lib/bytes.ts'
import type { Bindings } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { partners } from '../partners/index.ts'
import { authorityOf, readStanding } from './authority.ts'
import type { Authority } from './chain.ts'
import { isSignedBy } from './crypto/signature.ts'
import { hashOf } from './hash.ts'
import { believed } from './ocsp-answer.ts'
import { isFresh, SKEW_MS } from './revocation.ts'
import * as store from './revocation-store.ts'
import type { Known, Trust } from './verify.ts'
import { USAGE } from './x509/certificate.ts'
import { readRevocationList } from './x509/crl.ts'
import { same } from './x509/der.ts'
import { NONCE_BYTES, ocspRequest, readOcspAnswer } from './x509/ocsp.ts'

/** The trust list as the database has it. */
export const trustOf = (env: Bindings, now: number): Trust => ({
  async look(issuer, serial) {
    const { authorities, standings } = await store.lookUp(env.DB, await hashOf(issuer), serial)
    const known: Known = (id, number) => {
      const row = standings.find((one) => one.authority_id === id && one.serial === number)
      return row && readStanding(row)
    }
    return { list: authorities.flatMap((row) => authorityOf(row) ?? []), known }
  },
  async ask(authority, { serial }, known) {
    const { crlUrl, ocspUrl } = authority
    // The list first, which a responder's own certificate may be looked for in; the clock keeps it fresh for most.
    if (crlUrl && !isFresh(known?.crl, authority, now)) await fetchList(env, authority, now)
    if (ocspUrl && !isFresh(known?.ocsp, authority, now)) await fetchOcsp(env, authority, serial, now)
    const row = await store.standingOf(env.DB, authority.id, serial)
    return row ? readStanding(row) : { crl: undefined, ocsp: undefined }
  },
})

/** For the log: an answer that is not provably the CA's own, or not what was asked. */
const disbelieved = (authority: Authority, what: 'list' | 'ocsp') =>
  console.info(JSON.stringify({ at: 'ca_disbelieved', authority: authority.id, what }))

/** Fetches a CA's list unless somebody did within the last minute, and keeps it where it is newer. */
export async function fetchList(env: Bindings, authority: Authority, now: number): Promise<void> {
  const { crlUrl, certificate, id } = authority
  if (!crlUrl || !(await store.claimList(env.DB, id, now))) return
  const answer = await partners(env).revocation.list(crlUrl)
  if (!answer.ok) return
  const list = readRevocationList(answer.value)
  const isTheirs =
    list !== undefined &&
    same(list.issuer, certificate.subject) &&
    ((certificate.keyUsage ?? 0) & USAGE.crlSign) !== 0 &&
    list.thisUpdate <= now + SKEW_MS &&
    list.nextUpdate > now &&
    (await isSignedBy(certificate.key, list))
  if (!isTheirs) return disbelieved(authority, 'list')
  // Refused where the same one or a newer is kept already.
  await attempt(env.DB, store.replaceList(env.DB, id, list))
}

async function fetchOcsp(env: Bindings, authority: Authority, serial: string, now: number): Promise<void> {
  const { ocspUrl, certificate, id } = authority
  if (!ocspUrl) return
  const nonce = randomBytes(NONCE_BYTES)
  const { bytes, asked } = await ocspRequest(certificate, serial, nonce)
  const reply = await partners(env).revocation.ocsp(ocspUrl, bytes)
  if (!reply.ok) return
  const answer = readOcspAnswer(reply.value)
  const found = answer && (await believed(answer, certificate, { ...asked, nonce: hex(nonce) }, now))
  if (!found) return disbelieved(authority, 'ocsp')
  if (found.unlessRevoked && !(await isUnlisted(env, authority, found.unlessRevoked, now))) return
  await store.keepOcsp(env.DB, id, serial, found.ocsp).run()
}

/** A responder that may be revoked is believed while a fresh list of its CA does not name it. */
async function isUnlisted(env: Bindings, authority: Authority, serial: string, now: number) {
  const row = await store.standingOf(env.DB, authority.id, serial)
  const { crl } = row ? readStanding(row) : { crl: undefined }
  return isFresh(crl, authority, now) && crl?.lists === false
}

/** Lists that one minute of the clock renews; each may take much of the Worker's memory. */
const LISTS_A_MINUTE = 3

/** The cron's part: renews lists before anybody has to wait for one. */
export async function renewLists(env: Bindings, now: number): Promise<void> {
  for (const row of await store.dueLists(env.DB, now, LISTS_A_MINUTE)) {
    const authority = authorityOf(row)
    if (authority) await fetchList(env, authority, now)
  }
}
