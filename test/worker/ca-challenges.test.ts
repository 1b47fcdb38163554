/** What a key signs is good once, for five minutes, for the page that asked, and for the hall's own origin. */
import { beforeAll, describe, expect, it } from 'vitest'
import { signIn } from '../support/builders.ts'
import { aUnitWithKey, challengeFor, proofBy, type Signing } from '../support/ca-sign-in.ts'
import { type Reply, Visitor } from '../support/client.ts'
import { headingOf } from '../support/html.ts'
import { addPortal } from '../support/portal-client.ts'
import { useCa } from '../support/use-ca.ts'

const test = useCa()
const { world } = test
let unit: Awaited<ReturnType<typeof aUnitWithKey>>
beforeAll(async () => {
  unit = await aUnitWithKey(world, test)
  await addPortal(world.hall.db)
})

const OVER = '这次登录已经作废'
const WRONG = '签名核对不上'
const visitor = () => new Visitor(world.hall.origin)
const said = ({ status, text }: Reply) => [status, status === 303 ? '' : headingOf(text)]

/** Asks, signs, and posts to the sign-in. */
async function tried(asked: object, signing: Signing = {}, by = visitor()) {
  return said(
    await by.submit('/login/ca', await proofBy(world, unit.key, await challengeFor(by, asked), signing)),
  )
}

const rows = () => world.hall.db.prepare('SELECT count(*) AS n FROM ca_challenge').first<number>('n')

describe('a challenge', () => {
  it('is 32 bytes of chance for five minutes, of which the database keeps nothing that opens it', async () => {
    const [one, other] = [await challengeFor(visitor()), await challengeFor(visitor())]
    expect(one).toEqual({
      ...{ challenge: expect.stringMatching(/^[0-9a-z]{26}\.[\w-]{43}$/), secondsLeft: 300 },
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(one.nonce).not.toBe(other.nonce)
    const [id = '', secret = ''] = one.challenge.split('.')
    const row = await world.hall.db.prepare('SELECT * FROM ca_challenge WHERE id = ?').bind(id).first()
    expect(row).toMatchObject({ nonce: one.nonce, purpose: 'login', client_id: null, session_id: null })
    expect(JSON.stringify(row)).not.toContain(secret)
    expect(Number(row?.expires_at) - Number(row?.created_at)).toBe(300_000)
  })

  it('signs in once: the same proof again is refused', async () => {
    const proof = await proofBy(world, unit.key, await challengeFor(visitor()))
    expect(said(await visitor().submit('/login/ca', proof))).toEqual([303, ''])
    for (const tries of [1, 2])
      expect([tries, ...said(await visitor().submit('/login/ca', proof))]).toEqual([tries, 410, OVER])
  })

  it('signs in once when fifty come with it at the same moment', async () => {
    const proof = await proofBy(world, unit.key, await challengeFor(visitor()))
    const before = await world.hall.db
      .prepare("SELECT count(*) AS n FROM session WHERE way = 'ca'")
      .first<number>('n')
    const replies = await Promise.all(Array.from({ length: 50 }, () => visitor().submit('/login/ca', proof)))
    const counts = replies.map(({ status }) => status)
    expect([counts.filter((s) => s === 303).length, counts.filter((s) => s === 410).length]).toEqual([1, 49])
    const after = await world.hall.db
      .prepare("SELECT count(*) AS n FROM session WHERE way = 'ca'")
      .first<number>('n')
    expect((after ?? 0) - (before ?? 0)).toBe(1)
  })

  it('is used up by a try that fails', async () => {
    const given = await challengeFor(visitor())
    const broken = await proofBy(world, unit.key, given, { changed: { signature: 'A'.repeat(86) } })
    expect(said(await visitor().submit('/login/ca', broken))).toEqual([403, WRONG])
    expect(said(await visitor().submit('/login/ca', await proofBy(world, unit.key, given)))).toEqual([
      410,
      OVER,
    ])
  })

  it('is over after five minutes, and swept away', async () => {
    const late = await challengeFor(visitor())
    const proof = await proofBy(world, unit.key, late)
    await world.hall.db
      .prepare('UPDATE ca_challenge SET created_at = created_at - 300001, expires_at = expires_at - 300001')
      .run()
    expect(said(await visitor().submit('/login/ca', proof))).toEqual([410, OVER])
    await challengeFor(visitor())
    await world.hall.db
      .prepare('UPDATE ca_challenge SET created_at = created_at - 300001, expires_at = expires_at - 300001')
      .run()
    const fresh = await challengeFor(visitor())
    await world.hall.tick()
    expect(await rows()).toBe(1)
    expect(said(await visitor().submit('/login/ca', await proofBy(world, unit.key, fresh)))).toEqual([
      303,
      '',
    ])
  })

  it('is nobody’s who has its id alone, and no other’s', async () => {
    const [mine, theirs] = [await challengeFor(visitor()), await challengeFor(visitor())]
    const proof = await proofBy(world, unit.key, mine)
    const [id = ''] = mine.challenge.split('.')
    for (const challenge of [id, `${id}.${'A'.repeat(43)}`, theirs.challenge.replace(/^\w+/, id)])
      expect(said(await visitor().submit('/login/ca', { ...proof, challenge }))).toEqual([410, OVER])
    // Somebody else's, with a signature over this one's nonce.
    const crossed = { ...proof, challenge: theirs.challenge }
    expect(said(await visitor().submit('/login/ca', crossed))).toEqual([403, WRONG])
    expect(said(await visitor().submit('/login/ca', proof))).toEqual([303, ''])
  })

  it('of a portal’s page is not good on the hall’s own', async () => {
    expect(await tried({ purpose: 'login', clientId: 'portal' })).toEqual([410, OVER])
  })

  it('for binding is given to whoever is signed in, and signs nobody in', async () => {
    const stranger = await visitor().post<{ reason: string }>('/api/v1/ca/challenges', { purpose: 'bind' })
    expect([stranger.status, stranger.json.reason]).toEqual([401, 'not_signed_in'])
    const inside = await signIn(world, unit)
    expect(await tried({ purpose: 'bind' }, { purpose: 'bind' }, inside)).toEqual([410, OVER])
    expect(await tried({ purpose: 'bind' }, { purpose: 'login' }, inside)).toEqual([410, OVER])
  })

  it('is asked for by what the document says, and by nothing else', async () => {
    for (const body of [
      {},
      { purpose: 'submit' },
      { purpose: 'login', clientId: 'x'.repeat(101) },
      { purpose: ['login'] },
    ])
      expect((await visitor().post('/api/v1/ca/challenges', body)).status).toBe(422)
  })
})

describe('a signature', () => {
  it('for another site, or for another purpose, proves nothing here', async () => {
    for (const signing of [
      { origin: 'https://hall.example.gov.cn.evil.example' },
      { origin: `${world.hall.origin}/` },
      { origin: world.hall.origin.toUpperCase() },
      { origin: 'null' },
      { purpose: 'bind' as const },
    ])
      expect([signing, ...(await tried({ purpose: 'login' }, signing))]).toEqual([signing, 403, WRONG])
  })
})
