import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { PEERS } from '../places.ts'

/**
 * What the peers are, to the exact version. They live in a folder of their own, so that nothing of theirs
 * is among the project's dependencies.
 *
 * better-auth 1.7.7 rather than a later 1.7: those pin releases of its helper packages that not every registry
 * holds, and a peer put together from other versions than its makers chose is no peer.
 */
export const PEER_VERSIONS = {
  '@noble/hashes': '2.4.0',
  '@teamhanko/hanko-elements': '2.7.0',
  'better-auth': '1.7.7',
  hucre: '1.0.0',
  'oidc-provider': '9.13.3',
  'read-excel-file': '9.3.17',
  xlsx: '0.18.5',
} as const

/** Installs the peers once; later runs find them and return at once. Throws with npm's words if it fails. */
export async function installPeers(): Promise<void> {
  const wanted = `${JSON.stringify({ name: 'peers', private: true, dependencies: PEER_VERSIONS }, null, 2)}\n`
  const manifest = `${PEERS}/package.json`
  const finished = `${PEERS}/node_modules/.package-lock.json`
  if (existsSync(finished) && readFileSync(manifest, 'utf8') === wanted) return
  mkdirSync(PEERS, { recursive: true })
  writeFileSync(manifest, wanted)
  console.info('Installing the peers into .bench/peers …')
  // Install scripts stay off: none of them needs one.
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: PEERS })
}
