/** The five tries that an old account has, for its password and for its representative's number each. */
import type { Bindings } from '../lib/env.ts'
import { sealer } from '../lib/sealed.ts'
import { accountOf } from './rules.ts'
import * as store from './store.ts'

export interface Tries {
  /** Takes one; undefined while the account is locked, else whether this one locks it if it is wrong. */
  take(now: number): Promise<{ last: boolean } | undefined>
  giveBack(): Promise<unknown>
  forget(): Promise<unknown>
}

/** `of` keeps the two secrets apart: who knows the password has five tries at the number, not the rest of five. */
export async function triesOf(
  env: Bindings,
  of: 'password' | 'representative',
  hall: string,
  userName: string,
): Promise<Tries> {
  const { mac } = await sealer(env.SEALING_KEYS)
  const account = await mac(accountOf(hall, userName), `legacy-${of}`)
  return {
    async take(now) {
      const taken = await store.takeTry(env.DB, account, now)
      return taken && { last: taken.locked_until > now }
    },
    giveBack: () => store.giveTryBack(env.DB, account).run(),
    forget: () => store.forgetTries(env.DB, account).run(),
  }
}
