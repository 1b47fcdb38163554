import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { registerUnit, signIn } from '../support/builders.ts'
import { freePort } from '../support/hall.ts'
import { startPair } from '../support/pair.ts'

it('is kept from one start to the next, keys and accounts', async () => {
  const persist = await mkdtemp(join(tmpdir(), 'hall-'))
  const ports = { hall: await freePort(), sandbox: await freePort() }
  const first = await startPair({ ports, persist })
  const who = await registerUnit(first)
  await first.close()
  const second = await startPair({ ports, persist })
  const visitor = await signIn(second, who)
  expect((await visitor.get('/api/v1/session')).status).toBe(200)
  await second.close()
  await rm(persist, { recursive: true })
})
