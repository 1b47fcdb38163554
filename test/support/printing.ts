/** The unit centre's page of certificates, as a browser goes through it. */
import { expect } from 'vitest'
import type { Visitor } from './client.ts'
import type { Hall } from './hall.ts'
import { hiddenIn } from './html.ts'
import { submitList } from './operators.ts'

export const PAGE = '/center/certificate'

/** Presses its buttons with what the form holds, and prints what was looked at. */
export function printing(world: { hall: Hall }, fields: Record<string, string | string[]>) {
  const press = (visitor: Visitor, act: string, more: Record<string, string | string[]> = {}) =>
    submitList(visitor, PAGE, { ...fields, act, ...more })

  async function download(visitor: Visitor): Promise<Uint8Array<ArrayBuffer>> {
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const { seen = '' } = hiddenIn((await visitor.get(`${PAGE}/preview`)).text)
    const reply = await fetch(`${world.hall.origin}${PAGE}/print`, {
      ...{ method: 'POST', headers: { cookie, 'sec-fetch-site': 'same-origin' } },
      body: new URLSearchParams({ seen }),
    })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(reply.headers.get('content-disposition')).toContain("filename*=UTF-8''%E5%8D%95")
    return new Uint8Array(await reply.arrayBuffer())
  }
  return { press, download }
}
