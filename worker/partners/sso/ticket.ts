import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { sameText, text, utf8 } from '../../lib/bytes.ts'
import { ok, type Result } from '../../lib/result.ts'
import { call, fault, type Line, type Reply } from '../call.ts'
import { hmacHex, readJson, sha256Hex } from '../crypto.ts'
import type { PartnerFault } from '../fault.ts'
import { Account } from './account.ts'
import type { ProvincialSignIn, SsoOutcome } from './port.ts'

/** `signature` is what was agreed with the other side; `md5` is the older one and leaves its answers unsigned. */
export type TicketConfig = {
  loginUrl: string
  endpoint: string
  appCode: string
  signature: 'hmac-sha256' | 'md5'
}
export type TicketKeys = { appSecret: string }

/** How far the other side's clock may be from ours, in milliseconds. */
const CLOCK_DRIFT_MS = 5 * 60_000
/** `20261120235500` in Beijing, whatever the season. */
const BEIJING_MS = 8 * 60 * 60_000
const timeOf = (now: number) => new Date(now + BEIJING_MS).toISOString().replace(/\D/g, '').slice(0, 14)

const Answer = v.looseObject({ result: v.string() })
const Validated = v.looseObject({ token: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) })
const Text = v.string()
/** `userType` 1 is a natural person's account, 2 a legal person's. */
const UserInfo = v.variant('userType', [
  v.looseObject({ userType: v.literal('1') }),
  v.looseObject({
    ...{ userType: v.literal('2'), userId: Text, uniscid: Text, corpName: Text },
    ...{ legalName: Text, legalIdType: Text, legalIdNum: Text },
    ...{ attnName: Text, attnIdType: Text, attnIdNum: Text, attnPhone: v.optional(Text) },
  }),
])

/**
 * The province's older way: the browser comes back with a one-time ticket; `ticketValidation` makes it a token and
 * `getUserInfo` tells whose. Signed over application code, secret and time; with HMAC also over what is sent, and
 * the answers over the question's signature, so that each belongs to one question.
 */
export function ticket(config: TicketConfig, keys: TicketKeys, line: Line): ProvincialSignIn {
  if (keys.appSecret === '') throw new Error('PARTNER_SECRETS: sso.appSecret is missing')
  const { appCode, signature } = config
  const signed = async (time: string, value: string) =>
    signature === 'md5'
      ? createHash('md5').update(`${appCode}${keys.appSecret}${time}`).digest('hex')
      : hmacHex(utf8(keys.appSecret), `${appCode}\n${time}\n${value}`)

  async function isTheirs(reply: Reply, sign: string): Promise<boolean> {
    if (signature === 'md5') return true // TLS alone vouches for them
    const time = reply.headers.get('x-time') ?? ''
    const lines = [sign, time, await sha256Hex(reply.bytes)].join('\n')
    const recent = Math.abs(line.now() - Number(time)) <= CLOCK_DRIFT_MS
    return recent && sameText(await hmacHex(utf8(keys.appSecret), lines), reply.headers.get('x-sign') ?? '')
  }

  /** One form post; `value` is the ticket or token under the name that the method has for it. */
  function ask<T>(
    method: 'ticketValidation' | 'getUserInfo',
    [name, value]: [string, string],
    attempts: 1 | 2,
    schema: v.GenericSchema<unknown, T>,
  ): Promise<Result<T, PartnerFault>> {
    let sign = ''
    return call<T>(line, {
      attempts,
      async request(now) {
        const time = timeOf(now)
        sign = await signed(time, value)
        const body = new URLSearchParams({ appCode, time, sign, [name]: value }).toString()
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        return new Request(`${config.endpoint}/${method}`, { method: 'POST', headers, body })
      },
      async read(reply) {
        const body = readJson(text(reply.bytes))
        const answer = v.safeParse(Answer, body)
        if (!answer.success) return fault('sso', 'nonsense', `${method}, status ${reply.status}`)
        if (!(await isTheirs(reply, sign))) return fault('sso', 'bad_signature', method)
        if (answer.output.result !== '0') return fault('sso', 'refused', `${method} said no`)
        const parsed = v.safeParse(schema, body)
        return parsed.success ? ok(parsed.output) : fault('sso', 'nonsense', `fields of ${method}`)
      },
    })
  }

  return {
    issuer: config.loginUrl,
    origin: new URL(config.loginUrl).origin,
    async begin({ state, returnUrl }) {
      const back = new URL(returnUrl)
      back.searchParams.set('state', state)
      const url = new URL(config.loginUrl)
      url.searchParams.set('appCode', appCode)
      url.searchParams.set('gotoUrl', back.href)
      return ok({ url: url.href, kept: '' })
    },

    async finish({ answer }) {
      if (answer.ticket === undefined) return ok({ kind: 'cancelled' })
      const validated = await ask('ticketValidation', ['ticket', answer.ticket], 1, Validated)
      if (!validated.ok) return validated
      const info = await ask('getUserInfo', ['token', validated.value.token], 2, UserInfo)
      return info.ok ? outcomeOf(info.value) : info
    },
  }
}

function outcomeOf(info: v.InferOutput<typeof UserInfo>): Result<SsoOutcome, PartnerFault> {
  if (info.userType === '1') return ok({ kind: 'personal' })
  const account = v.safeParse(Account, {
    subject: info.userId,
    account: {
      ...{ creditCode: info.uniscid, unitName: info.corpName },
      legalRepresentative: {
        ...{ name: info.legalName, documentType: info.legalIdType, documentNumber: info.legalIdNum },
      },
    },
    holder: {
      ...{ name: info.attnName, documentType: info.attnIdType, documentNumber: info.attnIdNum },
      mobile: info.attnPhone,
    },
    amr: [], // this dialect says nothing of what was proved
  })
  return account.success
    ? ok({ kind: 'unit', account: account.output })
    : fault('sso', 'nonsense', 'fields of the account')
}
