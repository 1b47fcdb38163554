/** A password that is changed between the hall's two looks at it: when it is checked, and when the session opens. */
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../support/build.ts'
import { registerUnit } from '../support/builders.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })

type SignIn = (
  env: object,
  origin: object,
  now: number,
  input: object,
) => Promise<{ ok: boolean; error?: string }>

/** What happens while a password is checked; answers whether it is right. */
let whileChecked: (phc: string | undefined) => Promise<boolean>
let signIn: SignIn

/** The act itself, run here on the hall's database, with a check that waits for the test in place of the hash. */
beforeAll(async () => {
  const password = `
    export const verifyPassword = async (_, phc) => ({ matches: await globalThis.whileChecked(phc), stale: false })
    export const hashPassword = () => { throw new Error('not asked for') }`
  const { outputFiles } = await build({
    ...{ entryPoints: [`${root}/worker/login/acts.ts`], bundle: true, write: false, format: 'esm' },
    platform: 'node',
    plugins: [
      {
        name: 'no-hash',
        setup: ({ onLoad }) =>
          onLoad({ filter: /worker\/lib\/password\.ts$/ }, () => ({ contents: password })),
      },
    ],
  })
  const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')
  const acts = (await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`)) as { signIn: SignIn }
  signIn = acts.signIn
  Object.assign(globalThis, { whileChecked: (phc: string | undefined) => whileChecked(phc) })
})

const OF_UNIT = 'unit_id = (SELECT id FROM unit WHERE unit_number = ?1)'
const origin = { address: '10.1.1.1', network: '10.1.1.1', device: '其他程序', place: '未知地点' }

async function anAccount() {
  const { db } = world.hall
  const { unitNumber, person } = await registerUnit(world)
  const within = { limit: async () => ({ success: true }) }
  const env = {
    ...{ DB: db, LIMIT_ADDRESS: within, LIMIT_ACCOUNT: within },
    ...{ SEALING_KEYS: world.secrets.SEALING_KEYS, PEPPERS: world.secrets.PEPPERS },
  }
  const input = { unit: unitNumber, person: person.documentNumber, password: person.password }
  const read = async (sql: string) =>
    (await db.prepare(sql).bind(unitNumber).first<{ value: unknown }>())?.value
  return {
    enter: () => signIn(env, origin, Date.now(), input),
    put: (phc: string) =>
      db.prepare(`UPDATE operator SET password = ?2 WHERE ${OF_UNIT}`).bind(unitNumber, phc).run(),
    sessions: () => read(`SELECT count(*) AS value FROM session WHERE ${OF_UNIT}`),
    hash: () => read(`SELECT password AS value FROM operator WHERE ${OF_UNIT}`),
  }
}

describe('a sign-in whose password is changed while it is checked', () => {
  it('opens nothing by the old one', async () => {
    const account = await anAccount()
    const old = await account.hash()
    whileChecked = async (phc) => {
      if (phc === old) await account.put('$argon2id$another')
      return phc === old
    }
    expect(await account.enter()).toMatchObject({ ok: false, error: 'sign_in_wrong' })
    expect(await account.sessions()).toBe(0)
  })

  it('comes in when it is the same password, hashed anew at that moment', async () => {
    const account = await anAccount()
    let checks = 0
    whileChecked = async () => {
      if (checks++ === 0) await account.put('$argon2id$the-same-anew')
      return true
    }
    expect(await account.enter()).toMatchObject({ ok: true })
    expect(checks).toBe(2)
    expect(await account.sessions()).toBe(1)
  })

  it('opens as usual when nothing is changed', async () => {
    const account = await anAccount()
    whileChecked = async () => true
    expect(await account.enter()).toMatchObject({ ok: true })
    expect(await account.sessions()).toBe(1)
  })
})
