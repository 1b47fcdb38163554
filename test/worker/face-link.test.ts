import { describe, expect, it } from 'vitest'
import { aUnit, registerPerson, startUnit } from '../support/builders.ts'
import { Visitor } from '../support/client.ts'
import { wordsOf } from '../support/html.ts'
import { wait } from '../support/registration.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })

async function alipayLink() {
  const person = await registerPerson(world)
  const unit = aUnit()
  const visitor = await startUnit(world, unit, person)
  const { json } = await visitor.post<{ url: string }>('/api/v1/registrations/current/face', {
    method: 'alipay',
  })
  return { unit, visitor, path: new URL(json.url).pathname }
}

describe('the link in the QR code for Alipay', () => {
  it('says who asks and for which unit before it leads on, for it may have been sent on by a stranger', async () => {
    const { unit, path } = await alipayLink()
    const { status, headers, text } = await new Visitor(world.hall.origin).get(path)
    expect([status, headers.get('location')]).toEqual([200, null])
    for (const words of [unit.unitName, '以法定代表人身份注册单位', '不是您自己在办的，请不要继续'])
      expect(wordsOf(text)).toContain(words)
    expect(text).toContain(`href="${world.sandbox.origin}/alipay/gateway.do?`)
  })

  it('leads nowhere once its time is over', async () => {
    const { visitor, path } = await alipayLink()
    await wait(world.hall.db, visitor, 10)
    const { status, text } = await new Visitor(world.hall.origin).get(path)
    expect(status).toBe(410)
    expect(text).not.toContain('gateway.do')
  })

  it('is understood by the phone', async () => {
    const { path } = await alipayLink()
    const scan = await fetch(`${world.sandbox.origin}/scan`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ link: world.hall.origin + path }),
    })
    expect(scan.headers.get('location')).toContain('/alipay/gateway.do?')
  })
})
