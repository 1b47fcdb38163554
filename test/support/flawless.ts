/**
 * Shapes of pages in which axe found nothing, by their digests. Most pages of a journey are those of another one, for
 * another person; what one worker of the test runner looked at, the others need not. Each run begins with none.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './build.ts'

const folder = join(root, '.build/flawless')

const placeOf = (shape: string) => join(folder, createHash('sha256').update(shape).digest('hex'))

export const isFlawless = (shape: string) => existsSync(placeOf(shape))
export const keepFlawless = (shape: string) => writeFileSync(placeOf(shape), '')

/** Vitest calls it before the first test. */
export default function setup(): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}
