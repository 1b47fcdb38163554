import { describe, expect, it } from 'vitest'
import { EXTENSION } from '../support/extension.ts'
import { ask, useExtension } from './stage.ts'

const stage = useExtension()

describe('an update of the extension', () => {
  it('leaves a page that was loaded before without it, and the page hears so', async () => {
    const { page, context } = stage()
    expect(await ask(page, { kind: 'cancel' })).toMatchObject({ ok: true })
    const ours = context.serviceWorkers().find((worker) => worker.url().startsWith(EXTENSION))
    await ours?.evaluate('chrome.runtime.reload()').catch(() => 'gone before it could say so')
    await expect.poll(() => ask(page, { kind: 'status' })).toEqual({ ok: false, fault: 'no_extension' })
  })
})
