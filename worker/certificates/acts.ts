/** Putting a certificate together, and making it: numbered, signed, kept for whoever verifies it, printed. */
import type { Context } from 'hono'
import { CERTIFICATE_ITEM, type CertificateReason, insuranceCodes } from '../../schema/certificates.ts'
import { dayInChina } from '../../schema/fields/calendar.ts'
import { runsOf } from '../../schema/fields/month-runs.ts'
import { regionName } from '../../schema/fields/region.ts'
import { sceneOf } from '../filings/acts.ts'
import { mayDo } from '../grants/rules.ts'
import { mustStillHold } from '../grants/store.ts'
import { audited } from '../lib/audit.ts'
import { base64url, hex, randomBytes, sha256, utf8 } from '../lib/bytes.ts'
import type { Env } from '../lib/env.ts'
import { attempt } from '../lib/guard.ts'
import { newId } from '../lib/ids.ts'
import { openPersons } from '../lib/insured.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { sealer } from '../lib/sealed.ts'
import * as drafts from './draft-store.ts'
import { fontOf, sealOf } from './files.ts'
import { printCertificate } from './pdf/sheet.ts'
import * as rules from './rules.ts'
import { seenOf } from './seen.ts'
import * as store from './store.ts'

/** Persons whose months are read by one statement. */
const AT_ONCE = 500
/** Of the QR code's code: 192 bits. */
const CODE_BYTES = 24

export const mayPrint = ({ var: { operator, now } }: Context<Env>) =>
  mayDo(operator, { file: CERTIFICATE_ITEM }, now)

export const thisMonth = (now: number) => dayInChina(now).slice(0, 7)

/** What has been chosen so far, and how many persons. */
export async function draftOf({ env, var: on }: Context<Env>): Promise<rules.Wanted & { count: number }> {
  const [found, count] = await Promise.all([
    drafts.findDraft(env.DB, on.operator),
    drafts.countChosen(env.DB, on.operator),
  ])
  return { ...(found ?? rules.usual(thisMonth(on.now), insuranceCodes)), count }
}

export interface Paid {
  /** Those with a month at least, in the order of the list. */
  persons: rules.Insured[]
  /** How many were chosen beside them. */
  without: number
}

/** Everybody chosen with the months that were paid. */
async function paidOf({ env, var: on }: Context<Env>, wanted: rules.Wanted): Promise<Paid> {
  const { unitId, unit } = on.operator
  const { closed } = await sceneOf({ env, now: on.now, unit: { unitId, region: unit.region } })
  const paid: Paid = { persons: [], without: 0 }
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: drafts.PaidRow[] = await drafts.paidMonths(
      env.DB,
      on.operator,
      wanted,
      closed,
      after,
      AT_ONCE,
    )
    for (const { name, number, months } of await openPersons(env, rows)) {
      const list = JSON.parse(months) as string[]
      if (list.length === 0) paid.without += 1
      else paid.persons.push({ name, number, runs: runsOf(list), months: list.length })
    }
    after = rows.length === AT_ONCE ? rows.at(-1)?.id : undefined
  }
  return paid
}

export interface Ready extends Paid {
  wanted: rules.Wanted
}

/** What the certificate would say now. */
export async function ready(c: Context<Env>): Promise<Result<Ready, CertificateReason>> {
  if (!mayPrint(c)) return fail('certificate_not_allowed')
  const { count, ...wanted } = await draftOf(c)
  const judged = rules.judgeWanted(wanted, count, thisMonth(c.var.now))
  if (!judged.ok) return judged
  const paid = await paidOf(c, wanted)
  if (paid.persons.length === 0) return fail('nothing_paid')
  return rules.isTooLarge(paid.persons) ? fail('runs_many') : ok({ wanted, ...paid })
}

/** 「江苏省南京市」 */
export const placeOf = (region: string) => `江苏省${regionName(region) ?? ''}`

function sayOf(c: Context<Env>, { wanted, persons }: Ready): rules.Said {
  const { now, operator } = c.var
  const day = dayInChina(now)
  const { name: unitName, creditCode, region } = operator.unit
  return {
    number: rules.numberOf(day, [...crypto.getRandomValues(new Uint32Array(2))]),
    ...{ unitName, creditCode, place: placeOf(region), ...wanted, persons },
    issuedAt: new Date(now).toISOString(),
    expiresAt: new Date(rules.expiryOf(day)).toISOString(),
  }
}

export interface Made {
  number: string
  pdf: Uint8Array<ArrayBuffer>
}

/**
 * Makes it. The code in its QR code stands on the paper and nowhere else.
 * @param seen what the operator has looked at (seen.ts)
 */
export async function makeCertificate(
  c: Context<Env>,
  seen: string,
): Promise<Result<Made, CertificateReason>> {
  const { env, var: on } = c
  const { success } = await env.LIMIT_ACCOUNT.limit({ key: `certificate:${on.operator.operatorId}` })
  if (!success) return fail('too_many_certificates')
  const found = await ready(c)
  if (!found.ok) return found
  if (seen !== (await seenOf(found.value))) return fail('choice_changed')
  const said = sayOf(c, found.value)
  const digest = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(rules.canonical(said)))))
  const code = base64url(randomBytes(CODE_BYTES))
  const address = `${env.ORIGIN}/verify?q=${code}`
  const [font, seal] = await Promise.all([fontOf(env), sealOf(env)])
  const pdf = await printCertificate({ said, digest, address, font, seal })
  const kept = await keep(c, said, digest, await sha256(code))
  return kept.ok ? ok({ number: said.number, pdf }) : kept
}

/** Without it nobody would find the paper genuine, so whoever may not print any more by now gets none. */
async function keep(
  c: Context<Env>,
  said: rules.Said,
  digest: string,
  codeHash: string,
): Promise<Result<void, CertificateReason>> {
  const { env, var: on } = c
  const { unitId, operatorId } = on.operator
  const { seal, index, keyId } = await sealer(env.SEALING_KEYS)
  const view = JSON.stringify(rules.viewOf(said, digest))
  const [id, by] = [newId(on.now), `operator:${operatorId}`]
  const row = {
    ...{ unitId, id, number: said.number, codeHash, digest, persons: said.persons.length },
    ...{ from: said.from, to: said.to, by, now: on.now, expiresAt: Date.parse(said.expiresAt), keyId },
    signature: await index(view, store.SIGNED),
    viewSealed: await seal(view, store.VIEW),
  }
  const done = await attempt(env.DB, [
    mustStillHold(env.DB, on.operator, Date.now(), [CERTIFICATE_ITEM]),
    store.insertCertificate(env.DB, row),
    await audited(env, on.origin, on.now, {
      ...{ unitId, actor: by, act: 'certificate_print', subject: `certificate:${id}`, result: 'done' },
    }),
  ])
  return done.ok ? ok(undefined) : fail('certificate_not_allowed')
}
