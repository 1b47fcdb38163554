import { createHash, createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type CaToken, signedText } from '../../schema/ca.ts'
import type { PageAnswer } from '../../schema/ca-bridge.ts'
import { EXTENSION } from '../support/extension.ts'
import { ask, toSign, useExtension } from './stage.ts'

const stage = useExtension()

function tokenIn(answer: PageAnswer): CaToken {
  if (!('token' in answer)) throw new Error(`no token: ${JSON.stringify(answer)}`)
  return answer.token
}

/** The text as the Worker builds it again. */
function textOf(request: ReturnType<typeof toSign>, origin: string, hash: 'sha256' | 'sm3' = 'sha256') {
  const hex = (bytes: Buffer) => createHash(hash).update(bytes).digest('hex')
  return signedText(request.purpose, hex(Buffer.from(origin)), hex(Buffer.from(request.nonce, 'base64url')))
}

const es256 = (text: string, key: Parameters<typeof createPublicKey>[0], signature: string) =>
  verify(
    'sha256',
    Buffer.from(text),
    { key: createPublicKey(key), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )

/** Whether the device's signature in a token is over this text. */
const coSigned = ({ device }: CaToken, text: string) =>
  device !== undefined &&
  es256(text, { format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: device.x, y: device.y } }, device.signature)

describe('a page of the hall', () => {
  it('hears that the extension is there, and how the host is', async () => {
    const { page } = stage()
    expect(await ask(page, { kind: 'hello' })).toEqual({ ok: true, extension: '0.1.0' })
    const drivers = [
      { driver: 'pkcs11', state: 'ready', keys: 2 },
      { driver: 'skf', state: 'not_installed', keys: 0 },
    ]
    await stage().host.plays({ answers: [{ ok: true, status: { version: '1.2.3', drivers } }] })
    expect(await ask(page, { kind: 'status' })).toEqual({
      ok: true,
      status: { extension: '0.1.0', host: { version: '1.2.3', drivers } },
    })
    const told = [{ kind: 'status', by: `${EXTENSION}/` }, { kind: 'ended' }]
    await expect.poll(() => stage().host.heard()).toMatchObject(told)
  })

  it('shares with others one look at the host', async () => {
    const { page, otherHall, host } = stage()
    const other = await stage().open(otherHall)
    await host.plays({ answers: [{ ok: false, fault: 'no_key' }], afterMs: 700 })
    const told = await Promise.all([page, other, page].map((one) => ask(one, { kind: 'status' })))
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1)
    await expect.poll(async () => (await host.heard()).map(({ kind }) => kind)).toEqual(['status', 'ended'])
  })

  it('gets a token over its own origin and nonce, as the browser knows them', async () => {
    const page = await stage().open(`${stage().hall}/login?a=1#b`)
    const request = toSign()
    const token = tokenIn(await ask(page, request))
    const key = Buffer.from(token.certificate, 'base64url')
    const text = textOf(request, stage().hall)
    expect(es256(text, { format: 'der', type: 'spki', key }, token.signature)).toBe(true)
    expect(token).toEqual({
      ...{ format: 'unit-hall-ca/1', driver: 'pkcs11', algorithm: 'ES256' },
      ...{ certificate: token.certificate, signature: token.signature },
      versions: { extension: '0.1.0', host: '1.0.0' },
      device: token.device,
    })
    expect(coSigned(token, text)).toBe(true)
    const [heard] = await stage().host.heard()
    expect(heard).toEqual({
      ...request,
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      origin: stage().hall,
      by: `${EXTENSION}/`,
    })
  })

  it('gets one from within a portal, whose origin the host may show but nobody signs', async () => {
    const { hall, stranger, host } = stage()
    const page = await stage().open(`${stranger}/?frame=${encodeURIComponent(`${hall}/form`)}`)
    const frame = page.frame('inner')
    if (!frame) throw new Error('no frame')
    await frame.waitForLoadState()
    tokenIn(await ask(frame, toSign()))
    expect((await host.heard())[0]).toMatchObject({ origin: hall, within: stranger })
  })
})

describe('a key behind a client that signs for whoever asks', () => {
  it.each(['ES256', 'SM2-SM3'] as const)(
    "has this browser's own key co-sign, beside %s",
    async (algorithm) => {
      await stage().host.plays({ signs: { driver: 'jsca', algorithm, version: '1.0.0' } })
      const { page } = stage()
      const request = toSign()
      const token = tokenIn(await ask(page, request))
      const hash = algorithm === 'ES256' ? 'sha256' : 'sm3'
      expect(coSigned(token, textOf(request, stage().hall, hash))).toBe(true)
      expect(coSigned(token, textOf(request, stage().otherHall, hash))).toBe(false)
    },
  )

  it('keeps one key for a hall, another for another, and gives neither away', async () => {
    await stage().host.plays({ signs: { driver: 'bjca', algorithm: 'ES256', version: '1.0.0' } })
    const { page } = stage()
    const other = await stage().open(stage().otherHall)
    const first = tokenIn(await ask(page, toSign()))
    expect(tokenIn(await ask(page, toSign())).device).toMatchObject({
      x: first.device?.x,
      y: first.device?.y,
    })
    expect(tokenIn(await ask(other, toSign())).device?.x).not.toBe(first.device?.x)
    const own = await stage().open(`${EXTENSION}/popup.html`)
    const stolen = await own.evaluate(async (hall) => {
      const result = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve) => {
          request.onsuccess = () => resolve(request.result)
        })
      const database = await result(indexedDB.open('device-keys'))
      const pair = await result<CryptoKeyPair>(
        database.transaction('by-hall').objectStore('by-hall').get(hall),
      )
      const exported = await crypto.subtle.exportKey('jwk', pair.privateKey).catch(({ name }: Error) => name)
      return { exported, extractable: pair.privateKey.extractable }
    }, stage().hall)
    expect(stolen).toEqual({ exported: 'InvalidAccessError', extractable: false })
  })
})
