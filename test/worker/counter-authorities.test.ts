/** The trust list as the administration keeps it: whose keys sign in, from when to when. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorityRefusals } from '../../schema/ca-trust.ts'
import { must, registerUnit } from '../support/builders.ts'
import type { Authority } from '../support/ca/authority.ts'
import { startAuthority, type TestAuthority } from '../support/ca/start.ts'
import { press } from '../support/ca-sign-in.ts'
import type { Visitor } from '../support/client.ts'
import { aClerk, signInClerk } from '../support/counter.ts'
import { errorsIn, headingOf, summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/counter/authorities'
let ca: TestAuthority
let administrator: Visitor
let clerkId: string
beforeAll(async () => {
  ca = await startAuthority()
  const clerk = await aClerk(world, { role: 'administrator' })
  clerkId = clerk.id
  administrator = await signInClerk(world, clerk)
})
afterAll(() => ca.stop())

const offer = async (one: Pick<Authority, 'certificatePem'>) =>
  administrator.submit(`${LIST}/preview`, { pem: await readFile(one.certificatePem, 'utf8') })
const offerFile = (file: Uint8Array) => {
  const body = new FormData()
  body.set('certificate', new File([file as Uint8Array<ArrayBuffer>], 'anything.txt'))
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
  return administrator.send(`${LIST}/preview`, { method: 'POST', headers, body })
}
const carried = (text: string) => /name="certificate" value="([^"]+)"/.exec(text)?.[1] ?? ''

const settingsFor = (one: Authority, own: Record<string, string> = {}) => ({
  ...{ authorityName: '示范 CA', profile: 'common', ocspUrl: ca.ocspUrl(one), crlUrl: ca.crlUrl(one) },
  ...{ freshHours: '24', ...own },
})

/** Offered, compared, listed; answers its page's address. */
async function list(one: Authority, own: Record<string, string> = {}): Promise<string> {
  const { text } = await must(200, offer(one))
  const added = await must(
    303,
    administrator.submit(`${LIST}/new`, { certificate: carried(text), ...settingsFor(one, own) }),
  )
  return (added.headers.get('location') ?? '').replace(/\?.*/, '')
}
const withoutOcsp = { ocspUrl: '' }

const actsOn = async (path: string) =>
  (
    await world.hall.db
      .prepare('SELECT act, actor FROM audit WHERE subject = ? ORDER BY seq')
      .bind(`ca_authority:${path.split('/').at(-1)}`)
      .all<{ act: string; actor: string }>()
  ).results.map(({ act, actor }) => `${act} ${actor}`)

describe('an administrator', () => {
  it('sees what a certificate is before it is listed, as PEM and as DER', async () => {
    const root = await ca.root('sm2', { subject: '/C=CN/O=示范认证/CN=示范根 SM2' })
    for (const { text } of [await offer(root), await offerFile(root.certificate)]) {
      const words = wordsOf(text)
      for (const part of ['示范认证', '示范根 SM2', '根证书', '自己签发', 'SM2', '指纹（SHA-256）'])
        expect(words).toContain(part)
      expect(carried(text)).toBe(root.certificate.toString('base64'))
      expect(valuesIn(text)).toMatchObject({
        authorityName: '示范根 SM2',
        freshHours: '24',
        localClient: 'yes',
      })
    }
    expect(wordsOf((await administrator.get(LIST)).text)).not.toContain('示范根 SM2')
  })

  it('lists a root and a CA below it, whose keys then sign in', async () => {
    const below = await ca.of('ec')
    const [, root] = below.line
    if (!root) throw new Error('an intermediate has a root')
    const { unit } = await registerUnit(world)
    const key = await below.issue(unit)
    expect((await press(world, key)).reply.status).toBe(403)
    const page = await list(root, { authorityName: '示范根', ...withoutOcsp })
    expect(await actsOn(page)).toEqual([`authority_add clerk:${clerkId}`])
    expect((await press(world, key)).reply.status).toBe(403)
    const offered = wordsOf((await must(200, offer(below))).text)
    expect(offered).toMatch(/中级证书[\s\S]*由谁签发示范根/)
    await list(below, { authorityName: '示范发证机构' })
    expect(wordsOf((await press(world, key)).reply.text)).toContain('第一次在大厅使用')
    expect(wordsOf((await administrator.get(LIST)).text)).toMatch(/示范发证机构[\s\S]*使用中/)
    const guide = wordsOf((await administrator.get('/ca/guide')).text)
    expect(guide).toContain('大厅认这些机构发的单位证书：示范发证机构。')
  })

  it('stops one, whose keys sign in no more, and lets it count again', async () => {
    const root = await ca.root('ec', { subject: '/C=CN/CN=停一停' })
    const page = await list(root)
    const key = await root.issue((await registerUnit(world)).unit)
    expect((await press(world, key)).reply.status).toBe(200)
    await must(303, administrator.submit(`${page}/stop`, {}))
    expect((await press(world, key)).reply.status).toBe(403)
    expect(wordsOf((await administrator.get(page)).text)).toContain('停用，它发的证书现在不能登录')
    // Twice is once.
    await administrator.submit(`${page}/stop`, {})
    await must(303, administrator.submit(`${page}/resume`, {}))
    expect((await press(world, key)).reply.status).toBe(200)
    expect(await actsOn(page)).toEqual(
      ['authority_add', 'authority_stop', 'authority_resume'].map((act) => `${act} clerk:${clerkId}`),
    )
  })

  it('changes how it is dealt with, and cannot change whose certificate it is', async () => {
    const root = await ca.root('ec', { subject: '/C=CN/CN=改一改' })
    const page = await list(root)
    const changed = settingsFor(root, {
      authorityName: '新名字',
      profile: 'jsca',
      freshHours: '48',
      localClient: 'yes',
    })
    const other = await ca.root('ec')
    const certificate = other.certificate.toString('base64')
    await must(303, administrator.submit(page, { ...changed, certificate, kind: 'intermediate' }))
    const row = await world.hall.db
      .prepare('SELECT * FROM ca_authority WHERE id = ?')
      .bind(page.split('/').at(-1) ?? '')
      .first()
    expect(row).toMatchObject({
      ...{ name: '新名字', profile: 'jsca', fresh_hours: 48, local_client: 1, kind: 'root' },
      certificate: root.certificate.toString('base64'),
    })
    expect(await actsOn(page)).toEqual([
      `authority_add clerk:${clerkId}`,
      `authority_change clerk:${clerkId}`,
    ])
    await must(303, administrator.submit(`${page}/stop`, {}))
    expect((await administrator.submit(page, changed)).status).toBe(404)
  })
})

describe('what is not listed', () => {
  const told = async (reply: Promise<{ status: number; text: string }>) => {
    const { status, text } = await reply
    return [status, summaryIn(text)]
  }
  const expected = (reason: keyof typeof authorityRefusals) => [
    authorityRefusals[reason].status,
    authorityRefusals[reason].text,
  ]

  it('is what is no certificate of a CA, or of one whose issuer is not listed', async () => {
    const root = await ca.root('ec')
    expect(await told(offerFile(Buffer.from('not a certificate')))).toEqual(expected('authority_unreadable'))
    expect(await told(offerFile(root.certificate.subarray(0, 100)))).toEqual(expected('authority_unreadable'))
    const leaf = await root.issue()
    expect(await told(offerFile(leaf.certificate))).toEqual(expected('authority_no_ca'))
    const below = await root.under({ subject: '/C=CN/CN=没有上级' })
    expect(await told(offerFile(below.certificate))).toEqual(expected('authority_issuer_unknown'))
    const page = await must(200, administrator.get(`${LIST}/new`))
    expect(headingOf(page.text)).toBe('登记一家发证机构')
  })

  it('is what is listed already, also by a form that was open meanwhile', async () => {
    const root = await ca.root('ec', { subject: '/C=CN/CN=两次' })
    const { text } = await must(200, offer(root))
    await list(root)
    expect(await told(offer(root))).toEqual(expected('authority_listed'))
    const typed = { certificate: carried(text), ...settingsFor(root) }
    expect(await told(administrator.submit(`${LIST}/new`, typed))).toEqual(expected('authority_listed'))
  })

  it('is listed once when ten forms come at the same moment', async () => {
    const root = await ca.root('ec', { subject: '/C=CN/CN=十次' })
    const { text } = await must(200, offer(root))
    const typed = { certificate: carried(text), ...settingsFor(root) }
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => administrator.submit(`${LIST}/new`, typed)),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([303, ...Array(9).fill(409)])
  })

  it('says beside each field what is wrong, and keeps what was typed', async () => {
    const root = await ca.root('ec')
    const { text } = await must(200, offer(root))
    const typed = settingsFor(root, {
      ...{ authorityName: '一', profile: 'none', ocspUrl: 'ocsp.example', crlUrl: 'ftp://crl.example' },
      freshHours: '0',
    })
    const again = await administrator.submit(`${LIST}/new`, { certificate: carried(text), ...typed })
    expect([again.status, Object.keys(errorsIn(again.text)).sort()]).toEqual([
      422,
      ['authorityName', 'crlUrl', 'freshHours', 'ocspUrl', 'profile'],
    ])
    expect(valuesIn(again.text)).toMatchObject({ authorityName: '一', ocspUrl: 'ocsp.example' })
    expect(carried(again.text)).toBe(carried(text))
    const nobody = { certificate: carried(text), ...settingsFor(root, { ocspUrl: '', crlUrl: '' }) }
    expect(errorsIn((await administrator.submit(`${LIST}/new`, nobody)).text)).toHaveProperty('ocspUrl')
    expect(errorsIn((await administrator.submit(`${LIST}/preview`, {})).text)).toHaveProperty('certificate')
    const rubbish = { certificate: '%%%', ...settingsFor(root) }
    expect((await administrator.submit(`${LIST}/new`, rubbish)).status).toBe(422)
  })

  it('is nobody’s to see or to change who is no administrator', async () => {
    const clerk = await signInClerk(world, await aClerk(world))
    for (const path of [LIST, `${LIST}/new`, `${LIST}/none`]) expect((await clerk.get(path)).status).toBe(404)
    for (const path of ['preview', 'new', 'none', 'none/stop', 'none/resume'])
      expect((await clerk.submit(`${LIST}/${path}`, {})).status).toBe(404)
    expect((await administrator.submit(`${LIST}/none/stop`, {})).status).toBe(404)
  })
})
