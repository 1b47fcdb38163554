import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { persistently } from '../support/client.ts'
import { headingOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIMIT = 64 * 1024
const FORM = 'application/x-www-form-urlencoded'

interface Got {
  status: number
  text: string
}

/**
 * Posts piece by piece and takes the answer as soon as it comes: the hall answers before it has read everything,
 * and `fetch` may then see the closed connection first.
 */
function post(path: string, type: string, body: string, lengthTold: boolean): Promise<Got> {
  const length = lengthTold ? { 'content-length': Buffer.byteLength(body) } : {}
  const headers = { 'content-type': type, accept: 'text/html', ...length }
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, world.hall.origin), { method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = []
      const done = () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', done)
        .on('error', done)
    })
    sent.on('error', reject)
    for (let at = 0; at < body.length; at += LIMIT) sent.write(body.slice(at, at + LIMIT))
    sent.end()
  })
}

/** A body of exactly so many bytes. */
const json = (bytes: number) => JSON.stringify({ unit: 'x'.repeat(bytes - 11) })
const form = (bytes: number) => `unit=${'x'.repeat(bytes - 5)}`
const MEGABYTE = LIMIT * 16

describe('a body of more than 64 KiB', () => {
  it.each([
    ['whose length is told', true],
    ['whose length is not told', false],
  ])('%s is refused with 413', async (_how, told) => {
    for (const path of [
      '/api/v1/sessions',
      '/api/v1/registrations/unit',
      '/api/v1/registrations/current/account',
    ]) {
      for (const bytes of [LIMIT + 1, MEGABYTE]) {
        const { status, text } = await persistently(() => post(path, 'application/json', json(bytes), told))
        expect([path, status, JSON.parse(text)]).toMatchObject([path, 413, { reason: 'too_large' }])
      }
      expect((await post(path, 'application/json', json(LIMIT), told)).status).not.toBe(413)
    }
  })

  it.each([
    ['whose length is told', true],
    ['whose length is not told', false],
  ])('%s gets a page with a way on where it was a form', async (_how, told) => {
    for (const path of ['/login', '/register/person', '/register/unit', '/preferences/size']) {
      for (const bytes of [LIMIT + 1, MEGABYTE]) {
        const { status, text } = await persistently(() => post(path, FORM, form(bytes), told))
        expect([path, status, headingOf(text)]).toEqual([path, 413, '提交的内容太大了'])
        expect(text).toContain('href="/"')
      }
      expect((await post(path, FORM, form(LIMIT), told)).status).not.toBe(413)
    }
  })
})
