import { describe, expect, it } from 'vitest'
import { ASSETS, buildWidgets } from '../../widgets/build.ts'
import { ANY_PAGE_BYTES, BUDGETS, bytesOf } from '../../widgets/sizes.ts'

describe('what a page loads', () => {
  it('stays within its budget, JS and CSS together, brotli', async () => {
    const manifest = await buildWidgets()
    for (const [page, { style, islands, bytes }] of Object.entries(BUDGETS)) {
      expect(await bytesOf(ASSETS, manifest, style, [...islands]), page).toBeLessThanOrEqual(bytes)
    }
  })

  it('stays under what any page may, whichever island it wakes', async () => {
    const manifest = await buildWidgets()
    const islands = Object.keys(manifest.scripts).filter((name) => !name.startsWith('framed-'))
    expect(islands.length).toBeGreaterThan(20)
    for (const island of islands) {
      const all = [island, 'session-warning', 'careful-form', 'time-left']
      expect(await bytesOf(ASSETS, manifest, ['hall', 'center'], all), island).toBeLessThanOrEqual(
        ANY_PAGE_BYTES,
      )
    }
  })
})
