import { describe, expect, it } from 'vitest'
import { ASSETS, buildWidgets } from '../../widgets/build.ts'
import { BUDGETS, bytesOf } from '../../widgets/sizes.ts'

describe('what a page loads', () => {
  it('stays within its budget, JS and CSS together, brotli', async () => {
    const manifest = await buildWidgets()
    for (const [page, { style, islands, bytes }] of Object.entries(BUDGETS)) {
      expect(await bytesOf(ASSETS, manifest, style, [...islands]), page).toBeLessThanOrEqual(bytes)
    }
  })
})
