/** Tokens in SoftHSM 2, in a folder of their own: a PKCS#11 module as real as a software one is. */
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { UnitKey } from './certificates.ts'
import { ensureTokenTools, softhsmModule } from './tools.ts'

const run = promisify(execFile)

export interface SoftHsm {
  module: string
  /** For whoever loads the module. */
  env: { SOFTHSM2_CONF: string }
  /** A new token with this PIN; its keys in this order. */
  token(label: string, pin: string, keys: Pick<UnitKey, 'keyPem' | 'certificatePem'>[]): Promise<void>
}

export async function softHsm(folder: string): Promise<SoftHsm> {
  ensureTokenTools()
  const [conf, tokens] = [join(folder, 'softhsm2.conf'), join(folder, 'tokens')]
  await mkdir(tokens, { recursive: true })
  await writeFile(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`)
  const module = softhsmModule()
  const env = { SOFTHSM2_CONF: conf }
  const options = { env: { ...process.env, ...env } }
  return {
    ...{ module, env },
    async token(label, pin, keys) {
      const util = (...args: string[]) => run('softhsm2-util', args, options)
      await util('--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', 'so-pin-of-tests')
      for (const [at, { keyPem, certificatePem }] of keys.entries()) {
        const id = String(at + 1).padStart(2, '0')
        await util('--import', keyPem, '--token', label, '--label', label, '--id', id, '--pin', pin)
        await run(
          'pkcs11-tool',
          [
            ...['--module', module, '--token-label', label, '--login', '--pin', pin],
            ...['--write-object', certificatePem, '--type', 'cert', '--id', id, '--label', label],
          ],
          options,
        )
      }
    },
  }
}
