/** Every outside system, failing in every way, at every call that a visitor's step makes. */
import { beforeAll, describe, expect, it } from 'vitest'
import { type FaultKind, type Partner, partnerCopy } from '../../worker/partners/index.ts'
import type { FaultName } from '../sandbox/faults.ts'
import { sandbox } from '../support/builders.ts'
import type { TestAuthority } from '../support/ca/start.ts'
import type { Reply } from '../support/client.ts'
import { PATIENCE } from '../support/pair.ts'
import { grownBy, type RowCounts, rowCounter, together } from '../support/row-counts.ts'
import { useCa } from '../support/use-ca.ts'
import { comingBack, type OutsideCall, outsideCalls } from './outside-calls/index.ts'
import { isTold, wordsOf } from './outside-calls/told.ts'

const stage = useCa({ light: true, patience: PATIENCE, kinds: [] })
const { world } = stage

/** `late` is longer than the hall's patience, so the work is done and the answer lost. */
const FAULTS = ['timeout', '500', 'late', 'twice', 'bad_signature', 'nonsense', 'deny'] as const

/** Those that no partner's answer can be read out of; the others some calls bear without a word. */
const PLAIN: FaultName[] = ['timeout', 'late', '500', 'nonsense']

/** Tables that may have more rows after anything: what happened is told. */
const TELLING = { audit: 99, audit_link: 99, limit_notice: 99 }

/** The hall gives a partner up for a while after five silences in a row. */
const SILENCES = 4

const OF_A_CA: Partial<Record<FaultName, TestAuthority['ways']>> = {
  timeout: { ocsp: 'silent', crl: 'silent' },
  '500': { ocsp: 'broken', crl: 'broken' },
  nonsense: { ocsp: 'nonsense', crl: 'nonsense' },
  bad_signature: { ocsp: 'stranger', crl: 'stranger' },
}

let counter: Awaited<ReturnType<typeof rowCounter>>
beforeAll(async () => {
  // What the clock begins at its first minute is none of a partner's business.
  await world.hall.tick()
  counter = await rowCounter(world.hall.db)
})
const counts = () => counter(world.hall.db)

/** From now on this partner does nothing else. */
async function fail(partner: OutsideCall['partner'], fault: FaultName) {
  if (partner === 'revocation') stage.ca.ways = OF_A_CA[fault] ?? stage.ca.ways
  else await sandbox(world).post('faults', { partner, fault, times: 100, delayMs: 2 * PATIENCE })
}

async function heal() {
  stage.ca.ways = { ocsp: 'signed', crl: 'signed' }
  await world.sandbox.db.prepare('DELETE FROM faults').run()
}

/** Whom the hall gives up as one. */
const lineOf = ({ partner, by }: OutsideCall) => (partner === 'revocation' ? by : partner.split('_')[0])

/** What no step bears is met by several at once, as many as leave the hall hoping for each partner. */
function waves(calls: OutsideCall[]): OutsideCall[][] {
  const found: OutsideCall[][] = []
  for (const call of calls) {
    const silences = (wave: OutsideCall[]) =>
      wave.filter((one) => lineOf(one) === lineOf(call)).reduce((sum, { tries }) => sum + tries, 0)
    const fits = (wave: OutsideCall[]) => silences(wave) + call.tries <= SILENCES
    const wave = found.find(fits)
    if (wave) wave.push(call)
    else found.push([call])
  }
  return found
}

interface Suffered {
  reply: Reply
  again: Reply
  /** Rows that came to be by all that were taken at the same moment, but for what they may leave behind. */
  grown: RowCounts
}

/** Takes these steps at the same moment while their partners fail, and once more when they work again. */
async function suffer(wave: OutsideCall[], fault: FaultName): Promise<[OutsideCall, Suffered][]> {
  const acts: (() => Promise<Reply>)[] = []
  for (const call of wave) acts.push(await call.ready())
  const before = await counts()
  for (const partner of new Set(wave.map(({ partner }) => partner))) await fail(partner, fault)
  const replies = await Promise.all(acts.map((act) => act()))
  await heal()
  const may = together([TELLING, ...wave.map(({ leaves = {} }) => leaves)])
  const grown = grownBy(before, await counts(), may)
  const suffered: [OutsideCall, Suffered][] = []
  for (const [at, call] of wave.entries()) {
    const [reply, act] = [replies[at], acts[at]]
    if (!reply || !act) continue
    // A message that may be on its way keeps its minute, and what was done late is done: then the way on is a new start.
    const onceMore = async () => (call.once?.includes(fault) ? (await call.ready())() : act())
    suffered.push([call, { reply, again: call.good(reply) ? reply : await onceMore(), grown }])
  }
  return suffered
}

/** What the hall makes of it; who is asked twice answers as it is made to. */
const KINDS: Partial<Record<FaultName, FaultKind>> = {
  ...{ timeout: 'timeout', late: 'timeout', '500': 'unavailable', deny: 'refused' },
  ...{ bad_signature: 'bad_signature', nonsense: 'nonsense' },
}

function sentenceFor({ asks }: OutsideCall, fault: FaultName): string | undefined {
  const [port = ''] = asks.split('.')
  const kind = KINDS[fault]
  return kind && partnerCopy[port === 'face' ? 'alipay' : (port as Partner)][kind]
}

function everyFault(calls: OutsideCall[]) {
  describe.each(FAULTS)('while they meet %s', (fault) => {
    const met = calls.filter(({ faults }) => faults?.includes(fault) ?? true)
    const suffered = new Map<OutsideCall, Suffered>()
    beforeAll(async () => {
      // What some steps bear is told apart from what others leave behind only where each is taken alone.
      for (const wave of PLAIN.includes(fault) ? waves(met) : met.map((call) => [call]))
        for (const [call, how] of await suffer(wave, fault)) suffered.set(call, how)
    })

    it.each(met.map((call) => [call.what, call] as const))(
      '%s: a clear sentence, a way on, nothing half done',
      (_what, call) => {
        const how = suffered.get(call)
        if (!how) throw new Error('it was tried')
        const { reply, again, grown } = how
        if (PLAIN.includes(fault)) expect(call.good(reply)).toBe(false)
        if (!call.good(reply)) {
          if (call.behind) expect(reply.status).toBe(200)
          else expect(reply.status).toBeGreaterThanOrEqual(400)
          isTold(reply)
          const said = call.says?.(fault) ?? sentenceFor(call, fault)
          if (said) expect(wordsOf(reply)).toContain(said)
          expect(grown).toEqual({})
        }
        expect(call.good(again), `${again.status} ${wordsOf(again).slice(0, 200)}`).toBe(true)
      },
    )
  })
}

describe('partners as they are', () => everyFault(outsideCalls(stage)))

describe('the province in its older way', () => {
  beforeAll(() => {
    const all = JSON.parse(world.secrets.PARTNERS)
    const { origin } = world.sandbox
    const ticket = {
      ...{ adapter: 'ticket', appCode: 'unit-hall', signature: 'hmac-sha256', timeoutMs: PATIENCE },
      ...{ loginUrl: `${origin}/sso/login`, endpoint: `${origin}/sso/api` },
    }
    return world.hall.reload({ PARTNERS: JSON.stringify({ ...all, sso: ticket }) })
  })

  everyFault(comingBack(stage))
})
