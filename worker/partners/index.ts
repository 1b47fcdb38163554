/** Outside systems behind the hall's own ports. Which adapter runs, where and with what keys is configuration. */
import * as v from 'valibot'
import type { Line } from './call.ts'
import { createCircuit } from './circuit.ts'
import { PartnerSecrets, PartnersConfig } from './config.ts'
import { readJson } from './crypto.ts'
import { kuaidi100 } from './express/kuaidi100.ts'
import type { ParcelTracks } from './express/port.ts'
import { alipay } from './face/alipay.ts'
import type { FaceVerification } from './face/port.ts'
import type { Partner, PartnerFault } from './fault.ts'
import type { LegacyHalls } from './legacy/port.ts'
import { legacyHalls } from './legacy/signed.ts'
import type { LicenceSignIn } from './licence/port.ts'
import { licence as signedLicence } from './licence/signed.ts'
import type { PopulationRegister } from './population/port.ts'
import { register } from './population/register.ts'
import { revocation as revocationOverHttp } from './revocation/http.ts'
import type { RevocationSources } from './revocation/port.ts'
import { aliyun } from './sms/aliyun.ts'
import type { Sms } from './sms/port.ts'
import { oidc } from './sso/oidc.ts'
import type { ProvincialSignIn } from './sso/port.ts'
import { ticket } from './sso/ticket.ts'

export { partnerCopy, partnerMessage, partnerRefusals } from './copy.ts'
export type { ParcelTrack, ParcelTracks, TrackLine } from './express/port.ts'
export type { FaceOutcome, FaceSubject, FaceVerification } from './face/port.ts'
export type { FaultKind, Partner, PartnerFault } from './fault.ts'
export type { LegacyAccount, LegacyConfirmation, LegacyHall, LegacyHalls, LegacyUnit } from './legacy/port.ts'
export type { Licence, LicenceAnswer, LicenceSignIn } from './licence/port.ts'
export type { PopulationRegister } from './population/port.ts'
export type { RevocationSources } from './revocation/port.ts'
export type { Sms, SmsTemplate } from './sms/port.ts'
export type { LegalPersonAccount, NamedDocument, ProvincialSignIn, SsoOutcome } from './sso/port.ts'

export type Partners = {
  face: FaceVerification
  sms: Sms
  population: PopulationRegister
  legacy: LegacyHalls
  sso: ProvincialSignIn
  licence: LicenceSignIn
  express: ParcelTracks
  revocation: RevocationSources
}
export type PartnersEnv = { PARTNERS: string; PARTNER_SECRETS: string }
type Means = { now: () => number; log: Line['log'] }

const logged = (fault: PartnerFault) => console.info(JSON.stringify({ at: 'partner_fault', ...fault }))

let kept: (PartnersEnv & { partners: Partners }) | undefined

/** The partners of this isolate; made once, so that their circuits remember. Throws when misconfigured. */
export function partners(env: PartnersEnv): Partners {
  if (kept?.PARTNERS !== env.PARTNERS || kept.PARTNER_SECRETS !== env.PARTNER_SECRETS) {
    kept = { PARTNERS: env.PARTNERS, PARTNER_SECRETS: env.PARTNER_SECRETS, partners: connect(env) }
  }
  return kept.partners
}

/** Partners of their own, with fresh circuits. `now` and `log` are for tests. */
export function connect(env: PartnersEnv, { now = Date.now, log = logged }: Partial<Means> = {}): Partners {
  const config = read(PartnersConfig, env.PARTNERS, 'PARTNERS')
  const { face, sms, population, legacy, sso, licence, express, revocation } = config
  const secrets = read(PartnerSecrets, env.PARTNER_SECRETS, 'PARTNER_SECRETS')
  const line = (partner: Partner, timeoutMs: number): Line => ({
    partner,
    timeoutMs,
    circuit: createCircuit(),
    now,
    log,
  })
  return {
    face: alipay(face, secrets.face, line('alipay', face.timeoutMs)),
    sms: aliyun(sms, secrets.sms, line('sms', sms.timeoutMs)),
    population: register(population, secrets.population, line('population', population.timeoutMs)),
    legacy: legacyHalls(legacy, secrets.legacy, {
      province: line('legacy', legacy.timeoutMs),
      fund: line('legacy', legacy.timeoutMs),
      taizhou: line('legacy', legacy.timeoutMs),
    }),
    sso:
      sso.adapter === 'oidc'
        ? oidc(sso, secrets.sso, line('sso', sso.timeoutMs))
        : ticket(sso, secrets.sso, line('sso', sso.timeoutMs)),
    licence: signedLicence(licence, secrets.licence, line('licence', licence.timeoutMs)),
    express: kuaidi100(express, secrets.express, line('express', express.timeoutMs)),
    revocation: revocationOverHttp(() => line('revocation', revocation.timeoutMs)),
  }
}

/** Names the fields that are wrong and never their values: one of the two bindings holds keys. */
function read<T>(schema: v.GenericSchema<unknown, T>, json: string, binding: string): T {
  const parsed = v.safeParse(schema, readJson(json))
  if (parsed.success) return parsed.output
  const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'not JSON').join(', ')
  throw new Error(`binding ${binding} is not as partners need it: ${fields}`)
}
