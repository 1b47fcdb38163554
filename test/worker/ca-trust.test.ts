import { readFile } from 'node:fs/promises'
import { AsnConvert } from '@peculiar/asn1-schema'
import * as peer from '@peculiar/asn1-x509'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimList, replaceList } from '../../worker/ca/revocation-store.ts'
import { previewAuthority } from '../../worker/ca/trust.ts'
import {
  changeAuthority,
  insertAuthority,
  listAuthorities,
  stopAuthority,
} from '../../worker/ca/trust-store.ts'
import { type Certificate, readCertificate } from '../../worker/ca/x509/certificate.ts'
import { attempt, mustChange } from '../../worker/lib/guard.ts'
import type { Wanted } from '../support/ca/authority.ts'
import { openssl } from '../support/ca/openssl.ts'
import { startAuthority, type TestAuthority } from '../support/ca/start.ts'
import { trust } from '../support/ca/trust.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const db = () => world.hall.db
/** Roots are valid from the second they are made. */
const now = Date.now() + 60_000
const DAY = 86_400_000

let ca: TestAuthority
beforeAll(async () => {
  ca = await startAuthority()
})
afterAll(() => ca.stop())

const preview = (file: Uint8Array) => previewAuthority(db(), file, now)
const problem = (error: string) => ({ ok: false, error })

describe('a certificate for the trust list', () => {
  it.each(['sm2', 'rsa', 'ec'] as const)(
    'of kind %s is shown before it is added, from PEM or DER',
    async (kind) => {
      const root = await ca.root(kind, { subject: `/C=CN/O=根 ${kind}` })
      const shown = await preview(await readFile(root.certificatePem))
      const key = { sm2: 'sm2', rsa: 'rsa', ec: 'p256' }[kind]
      const told = await openssl('.', [
        'x509',
        '-in',
        root.certificatePem,
        '-noout',
        '-fingerprint',
        '-sha256',
      ])
      const fingerprint = String(told).trim().replace(/^.*=/, '').replaceAll(':', '').toLowerCase()
      expect(shown).toMatchObject({
        value: { kind: 'root', key, subject: ['CN', `根 ${kind}`], fingerprint },
      })
      expect(await preview(root.certificate)).toEqual(shown)
      expect(await preview(Buffer.from(`\n${await readFile(root.certificatePem, 'utf8')}\r\n`))).toEqual(
        shown,
      )
    },
  )

  it.each<[string, string, Wanted]>([
    ['authority_no_ca', 'is of no CA', { extensions: { basicConstraints: 'critical,CA:FALSE' } }],
    ['authority_no_ca', 'may not sign certificates', { extensions: { keyUsage: 'critical,cRLSign' } }],
    ['authority_no_ca', 'asks for what nobody knows', { extensions: { '1.2.3.4': 'critical,ASN1:NULL' } }],
    ['authority_weak', 'is signed with SHA-1', { digest: 'sha1' }],
  ])('is refused with %s when it %s', async (error, _why, wanted) => {
    expect(await preview((await ca.root('rsa', wanted)).certificate)).toEqual(problem(error))
  })

  it('is refused when it is over, or none at all', async () => {
    const { certificate, certificatePem } = await ca.root('ec')
    const late = await previewAuthority(db(), certificate, now + 3660 * DAY)
    expect(late).toEqual(problem('authority_over'))
    const pem = await readFile(certificatePem, 'utf8')
    for (const wrong of ['', 'x', pem.slice(30), pem + pem, pem.replace(/[A-Z]/, '*'), '0'.repeat(20_000)])
      expect(await preview(Buffer.from(wrong))).toEqual(problem('authority_unreadable'))
  })

  it('of an intermediate needs its issuer on the list, by the signature too', async () => {
    const root = await ca.root('ec', { subject: '/CN=above' })
    const below = await root.under({ subject: '/CN=below' })
    expect(await preview(below.certificate)).toEqual(problem('authority_issuer_unknown'))
    await trust(db(), ca, await ca.root('ec', { subject: '/CN=above' }), {}, now)
    expect(await preview(below.certificate)).toEqual(problem('authority_issuer_unknown'))
    await trust(db(), ca, root, {}, now)
    expect(await preview(below.certificate)).toMatchObject({ value: { kind: 'intermediate' } })
  })
})

describe('the trust list', () => {
  it('has a certificate once, and again after it was stopped', async () => {
    const root = await ca.root('ec', { subject: '/CN=once' })
    const id = await trust(db(), ca, root, { name: '一家机构' }, now)
    const found = await preview(root.certificate)
    if (!found.ok) throw new Error(found.error)
    const again = (name: string) =>
      insertAuthority(db(), {
        ...{ ...found.value, id: name, name, profile: 'common', ocspUrl: null, crlUrl: 'http://127.0.0.1/x' },
        ...{ freshHours: 24, localClient: true, now },
      })
    expect((await attempt(db(), [again('again'), mustChange(db())])).ok).toBe(false)
    expect((await attempt(db(), [stopAuthority(db(), id, now), mustChange(db())])).ok).toBe(true)
    expect((await attempt(db(), [stopAuthority(db(), id, now), mustChange(db())])).ok).toBe(false)
    expect((await attempt(db(), [again('again'), mustChange(db())])).ok).toBe(true)
    const listed = await listAuthorities(db())
    expect(listed.filter(({ fingerprint }) => fingerprint === found.value.fingerprint)).toMatchObject([
      { id: 'again', stopped_at: null, local_client: 1, crl_this_update: null, revoked: 0 },
      { id, name: '一家机构', stopped_at: now },
    ])
  })

  it('takes no intermediate whose issuer was stopped meanwhile, and nobody who answers to nothing', async () => {
    const root = await ca.root('ec', { subject: '/CN=meanwhile' })
    const below = await root.under({ subject: '/CN=meanwhile below' })
    const id = await trust(db(), ca, root, {}, now)
    const found = await preview(below.certificate)
    if (!found.ok) throw new Error(found.error)
    const row = { ...found.value, id: 'below', name: 'below', profile: 'common' as const, localClient: false }
    const add = (ocspUrl: string | null, freshHours: number) =>
      attempt(db(), [
        insertAuthority(db(), { ...row, ocspUrl, crlUrl: null, freshHours, now }),
        mustChange(db()),
      ])
    expect([await add(null, 24), await add('ftp://x/', 24), await add('http://x/', 0)]).toEqual(
      Array(3).fill({ ok: false, error: 'refused' }),
    )
    await stopAuthority(db(), id, now).run()
    expect((await add('http://x/', 24)).ok).toBe(false)
  })

  it('changes where a CA is asked', async () => {
    const id = await trust(db(), ca, await ca.root('ec', { subject: '/CN=change' }), {}, now)
    const to = { name: '新名字', profile: 'jsca', ocspUrl: 'http://x/', crlUrl: null, freshHours: 2 } as const
    await changeAuthority(db(), id, { ...to, localClient: true }).run()
    expect((await listAuthorities(db())).find((one) => one.id === id)).toMatchObject({
      ...{ name: '新名字', profile: 'jsca', ocsp_url: 'http://x/', crl_url: null, fresh_hours: 2 },
    })
  })
})

describe('the list of a CA in the database', () => {
  const numbers = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => ((from + i) * 7919).toString(16))
  const kept = async (id: string) => {
    const { results } = await db()
      .prepare('SELECT serial FROM ca_revoked WHERE authority_id = ? ORDER BY serial')
      .bind(id)
      .all<{ serial: string }>()
    return results.map(({ serial }) => serial)
  }
  const written = (replies: D1Result[]) => replies.reduce((sum, { meta }) => sum + meta.changes, 0)

  it('becomes the newer one, whole, and only what differs is written', async () => {
    const id = await trust(db(), ca, await ca.root('ec', { subject: '/CN=lists' }), {}, now)
    await claimList(db(), id, now)
    const replace = (at: number, serials: string[]) =>
      attempt(db(), replaceList(db(), id, { thisUpdate: at, nextUpdate: at + DAY, serials }))
    const first = numbers(1, 12_001)
    expect((await replace(1000, [...first, ...first.slice(0, 50)])).ok).toBe(true)
    expect(await kept(id)).toEqual([...first].sort())
    const second = [...numbers(3, 11_990), ...numbers(20_000, 20_010)]
    const changed = await replace(2000, second)
    expect(await kept(id)).toEqual([...second].sort())
    expect(changed.ok && written(changed.value)).toBeLessThan(30)
    // An older one comes late, and the same one comes again.
    for (const at of [1500, 2000]) expect((await replace(at, [])).ok).toBe(false)
    expect(await kept(id)).toHaveLength(second.length)
    expect((await replace(3000, [])).ok).toBe(true)
    expect(await kept(id)).toEqual([])
  })

  it('is the newest when several come at once', async () => {
    const id = await trust(db(), ca, await ca.root('ec', { subject: '/CN=at once' }), {}, now)
    await claimList(db(), id, now)
    const times = [3, 1, 5, 2, 4]
    await Promise.all(
      times.map((at) =>
        attempt(db(), replaceList(db(), id, { thisUpdate: at, nextUpdate: at, serials: [`${at}`, 'ff'] })),
      ),
    )
    expect(await kept(id)).toEqual(['5', 'ff'])
  })

  it('may be fetched by one at a time', async () => {
    const id = await trust(db(), ca, await ca.root('ec', { subject: '/CN=claims' }), {}, now)
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimList(db(), id, now)))
    expect(claims.filter(Boolean)).toHaveLength(1)
    expect(await claimList(db(), id, now + 59_000)).toBe(false)
    expect(await claimList(db(), id, now + 60_000)).toBe(true)
  })
})

describe('a second opinion', () => {
  const uses = (found: Certificate) => ({
    serial: found.serial,
    dates: [found.notBefore, found.notAfter],
    key: Buffer.from(found.key.spki).toString('hex'),
    issuer: Buffer.from(found.issuer).toString('hex'),
    subject: Buffer.from(found.subject).toString('hex'),
    ca: [found.isCa, found.pathLength],
    uses: found.extendedKeyUsage,
    extensions: [...found.extensions].map(([oid, { critical, value }]) => [
      ...[oid, critical, Buffer.from(value).toString('hex')],
    ]),
  })
  const theirs = (der: Buffer): ReturnType<typeof uses> => {
    const { tbsCertificate: found } = AsnConvert.parse(Uint8Array.from(der), peer.Certificate)
    const hex = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('hex')
    const written = (part: unknown) => hex(AsnConvert.serialize(part))
    const extensions = found.extensions ?? []
    const value = (oid: string) =>
      extensions.find(({ extnID }) => extnID === oid)?.extnValue.buffer ?? new ArrayBuffer()
    const constraints = AsnConvert.parse(value(peer.id_ce_basicConstraints), peer.BasicConstraints)
    const purposes = value(peer.id_ce_extKeyUsage)
    const time = ({ utcTime, generalTime }: peer.Time) => (utcTime ?? generalTime)?.getTime() ?? 0
    return {
      serial: hex(found.serialNumber).replace(/^0+/, ''),
      dates: [time(found.validity.notBefore), time(found.validity.notAfter)],
      key: written(found.subjectPublicKeyInfo),
      issuer: written(found.issuer),
      subject: written(found.subject),
      ca: [constraints.cA, constraints.pathLenConstraint],
      uses: purposes.byteLength > 0 ? [...AsnConvert.parse(purposes, peer.ExtendedKeyUsage)] : undefined,
      extensions: extensions.map(({ extnID, critical, extnValue }) => [
        ...[extnID, critical, hex(extnValue.buffer)],
      ]),
    }
  }

  it.each(['sm2', 'rsa', 'ec'] as const)('reads certificates of kind %s alike', async (kind) => {
    const root = await ca.root(kind, { extensions: { basicConstraints: 'critical,CA:TRUE,pathlen:3' } })
    const below = await root.under({
      extensions: { basicConstraints: 'CA:TRUE', certificatePolicies: '1.2.3' },
    })
    const leaf = await below.issue({
      subject: '/C=CN/ST=江苏省/O=单位/OU=甲/OU=乙/serialNumber=1/CN=名',
      ...{ creditCode: '91320100MA10000250', to: new Date(Date.UTC(2055, 1, 3)) },
      extensions: { extendedKeyUsage: 'clientAuth,emailProtection,1.2.3.4' },
    })
    for (const { certificate } of [root, below, leaf]) {
      const ours = readCertificate(certificate)
      expect(ours && uses(ours)).toEqual(theirs(certificate))
    }
  })
})
