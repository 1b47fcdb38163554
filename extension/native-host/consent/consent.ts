/** The person says which key, and that it may sign for this site. */
import { done, failed, type Outcome } from '../drivers/driver.ts'
import type { Offered } from '../keys.ts'
import type { Unanswered, Window } from './window.ts'
import * as words from './words.ts'

export interface Agreed extends Offered {
  pin?: Buffer
}

/** Where no list can be shown, keys are shown in turn; more than these, and nobody keeps them apart. */
const MOST_IN_TURN = 3

export async function askPerson(
  window: Window,
  asked: words.Asked,
  offered: Offered[],
  signal: AbortSignal,
): Promise<Outcome<Agreed>> {
  const chosen = await choose(window, asked, offered, signal)
  if (!chosen.ok) return chosen
  const { key } = chosen.value
  if (key.locked) return failed('pin_locked', 0)
  const question = { title: words.TITLE, cancel: '取消' }
  const text = (last: string) => [words.whoAsks(asked), words.describe(key), last].join('\n\n')
  if (key.traits.pin === 'vendor') {
    // Where it was just chosen, it was agreed to as well: one window less.
    const agreed =
      offered.length > 1 ||
      (await window.confirm({ ...question, text: text(words.agreeWithVendor(key)), yes: '同意' }, signal))
    return agreed === true || agreed === 'yes' ? done(chosen.value) : unanswered(agreed)
  }
  const tries = words.triesLeft(key)
  const pin = await window.secret(
    {
      ...{ ...question, yes: '同意并签名', prompt: '证书密码' },
      text: text([words.AGREE_WITH_PIN, ...(tries ? [tries] : [])].join('\n')),
    },
    signal,
  )
  if (typeof pin === 'string') return unanswered(pin)
  // Nothing typed is no try of the token's few.
  return pin.length > 0 ? done({ ...chosen.value, pin }) : failed('pin_wrong', key.triesLeft)
}

async function choose(
  window: Window,
  asked: words.Asked,
  offered: Offered[],
  signal: AbortSignal,
): Promise<Outcome<Offered>> {
  const [first] = offered
  if (first && offered.length === 1) return done(first)
  const question = { title: words.TITLE, cancel: '取消', yes: '用这一张' }
  if (window.pick) {
    const options = offered.map(({ key }) => words.oneLine(key))
    const text = [words.whoAsks(asked), words.WHICH].join('\n\n')
    const at = await window.pick({ ...question, text, options }, signal)
    if (typeof at !== 'number') return unanswered(at)
    const picked = offered[at]
    return picked ? done(picked) : failed('driver_failed')
  }
  if (offered.length > MOST_IN_TURN) return failed('several_keys')
  for (const [at, one] of offered.entries()) {
    const last = at === offered.length - 1
    const place = `第 ${at + 1} 张，一共 ${offered.length} 张：`
    const text = [words.whoAsks(asked), `${place}\n${words.describe(one.key)}`, words.WHICH].join('\n\n')
    const answer = await window.confirm({ ...question, text, ...(last ? {} : { no: '看下一张' }) }, signal)
    if (answer === 'yes') return done(one)
    if (answer !== 'no') return unanswered(answer)
  }
  return failed('cancelled')
}

const unanswered = (how: Unanswered | 'no') => failed(how === 'failed' ? 'driver_failed' : 'cancelled')
