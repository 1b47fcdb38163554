import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Manifest } from './build.ts'

/** Brotli bytes of a page that wears some styles and wakes some islands; each file once, as a browser loads it. */
export async function bytesOf(
  assets: string,
  manifest: Manifest,
  style: string | readonly string[],
  islands: string[],
): Promise<number> {
  const files = new Set([
    ...[style].flat().map((name) => manifest.styles[name]),
    ...islands.flatMap((name) => manifest.scripts[name] ?? []),
  ])
  let bytes = 0
  for (const file of files) {
    if (file) bytes += brotliCompressSync(await readFile(join(assets, file))).length
  }
  return bytes
}

/** No page of the hall loads more, in brotli bytes. */
export const ANY_PAGE_BYTES = 40_000

/**
 * Brotli bytes each page may load. The first is on the clock of somebody else's page. The hall's pages share one style,
 * kept after the first of them, which grows with every slice: what is left of 40 kB is room for it.
 */
export const BUDGETS = {
  'embedded sign-in': { style: 'framed', islands: ['framed-login-form', 'framed-frame'], bytes: 12_000 },
  'embedded code': { style: 'framed-code', islands: ['framed-scan-status', 'framed-frame'], bytes: 15_000 },
  'embedded key': { style: 'framed-key', islands: ['framed-ca-login', 'framed-frame'], bytes: 15_000 },
  'embedded account, counters': { style: 'framed-widget', islands: ['framed-widget-frame'], bytes: 5_000 },
  'embedded check': { style: 'framed-check', islands: ['framed-widget-frame'], bytes: 7_000 },
  'sign-in': { style: 'hall', islands: ['login-form'], bytes: 25_000 },
  'sign-in by key': { style: 'hall', islands: ['ca-login'], bytes: 25_000 },
  'person, step 1': { style: 'hall', islands: ['person-form', 'time-left'], bytes: 28_000 },
  'unit, step 1': { style: 'hall', islands: ['unit-form', 'time-left'], bytes: 28_000 },
  face: { style: 'hall', islands: ['face-status', 'time-left'], bytes: 25_000 },
  account: { style: 'hall', islands: ['account-form', 'time-left'], bytes: 28_000 },
  'upgrade, step 4': { style: 'hall', islands: ['upgrade-administrator-form', 'time-left'], bytes: 29_000 },
  'recovery, step 1': { style: 'hall', islands: ['recovery-form'], bytes: 25_000 },
  puzzle: { style: 'hall', islands: ['slider-puzzle', 'time-left'], bytes: 25_000 },
  'settings, password': { style: ['hall', 'center'], islands: ['settings-password-form'], bytes: 26_000 },
  'settings, mobile': { style: 'hall', islands: ['settings-mobile-form', 'time-left'], bytes: 26_000 },
  'unit centre': { style: ['hall', 'center'], islands: ['session-warning'], bytes: 25_000 },
} as const
