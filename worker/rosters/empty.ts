/** What the row of a roster says once its file is gone: neither what it was called, nor its headers, its digest and its key. */
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { KEY_PLACE } from './places.ts'
import { HEAD } from './rows.ts'
import { ABOUT, type About } from './show.ts'

export async function emptied(env: Bindings) {
  const { keyId, seal } = await sealer(env.SEALING_KEYS)
  return {
    about: await seal(JSON.stringify({ name: '', digest: '' } satisfies About), ABOUT),
    head: await seal('{}', HEAD),
    fileKey: await seal('', KEY_PLACE),
    keyId,
  }
}
export type Emptied = Awaited<ReturnType<typeof emptied>>
