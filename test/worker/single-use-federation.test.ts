/** What another system sent back lets one in, however many bring it at the same moment. */
import { describe, expect, it } from 'vitest'
import { Visitor } from '../support/client.ts'
import {
  aLicence,
  anAccount,
  answerOnPhone,
  askAgain,
  begin,
  chooseAt,
  countOf,
  showCode,
} from '../support/federation.ts'
import {
  AT_ONCE,
  DEAR_ROUNDS,
  ONE_EACH,
  ONE_EACH_DEAR,
  ROUNDS_TIMEOUT,
  winnersOf,
} from '../support/rounds.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true, patience: 15_000 })
const newcomer = () => new Visitor(world.hall.origin)

/** Another window that came by this browser's cookie. */
function twin(visitor: Visitor, name: string): Visitor {
  const one = newcomer()
  one.cookies.set(name, visitor.cookies.get(name) ?? '')
  return one
}

describe('fifty at once, round after round', () => {
  it('come back from the province with one state: one comes in', { timeout: ROUNDS_TIMEOUT }, async () => {
    const account = await anAccount(world)
    const winners = await winnersOf(
      async () => {
        const visitor = newcomer()
        const back = await chooseAt(await begin(visitor), account.id)
        return async () => {
          const reply = await twin(visitor, '__Host-hall-sso').get(back)
          return reply.headers.get('location') === '/center'
        }
      },
      AT_ONCE,
      DEAR_ROUNDS,
    )
    expect(winners).toEqual(ONE_EACH_DEAR)
    expect(await countOf(world, account.unit)).toEqual({ units: 1, operators: 1 })
  })

  it('finish after one scan of a licence: one comes in', { timeout: ROUNDS_TIMEOUT }, async () => {
    const licence = await aLicence(world)
    const winners = await winnersOf(async () => {
      const visitor = newcomer()
      await answerOnPhone(world, await showCode(visitor), licence.id)
      await askAgain(world)
      await visitor.get('/api/v1/licence-sign-in')
      return async () => {
        const own = twin(visitor, '__Host-hall-licence')
        return (await own.submit('/login/licence/finish', {})).headers.get('location') === '/center'
      }
    })
    expect(winners).toEqual(ONE_EACH)
    expect(await countOf(world, licence.unit)).toEqual({ units: 1, operators: 1 })
  })
})
