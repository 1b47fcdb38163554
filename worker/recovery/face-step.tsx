/** The proof by face, on the phone of whoever was typed in. */
import type { Context } from 'hono'
import { maskName } from '../../schema/fields/mask.ts'
import { FacePanel } from '../../widgets/face-panel/face-panel.tsx'
import { methodsFor } from '../challenges/face.ts'
import { settledAs } from '../challenges/rules.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { asksAgain } from '../lib/page/flow-sheet.tsx'
import { view } from '../lib/page/view.tsx'
import { askFace, readFace } from './acts.ts'
import { at, clockOf, said } from './draw.tsx'
import { Sheet, TITLE } from './page.tsx'
import type { RecoveryError } from './refusal.ts'

interface Shown {
  refused?: RecoveryError
  /** Offers the ways again although one was chosen. */
  choose?: boolean
}

export async function facePage(c: Context<Env>, shown: Shown = {}) {
  const recovery = await at(c, 'proof')
  if (recovery instanceof Response) return recovery
  const { typed } = recovery
  const read = await readFace(c)
  if (read.ok && read.value.status === 'passed') return c.redirect('/recovery/password', 303)

  const check = read.ok && !shown.choose ? read.value : undefined
  const waits = check?.status === 'pending'
  // A partner that is down just now is told; that no check was begun yet is no news.
  const trouble = !read.ok && read.error !== 'face_not_started' ? read.error : undefined
  const refused = shown.refused ?? (check ? settledAs(check.status) : trouble)
  const { problem, status } = said({ refused })
  const statusUrl = '/api/v1/recoveries/current/face'
  return view(
    c,
    {
      title: TITLE,
      islands: waits ? ['time-left', 'face-status'] : ['time-left'],
      ...(shown.refused && status && { status }),
      ...(waits && { head: asksAgain }),
    },
    <Sheet step={1} clock={clockOf(c, recovery)}>
      <FacePanel
        action="/recovery/proof"
        who={maskName(typed.name)}
        ways={methodsFor(typed.documentType)}
        problem={problem}
        chosen={check && { way: check.method, link: check.url, status: { state: check.status, statusUrl } }}
      />
      <p>
        <a href="/recovery/sms">改用短信验证码</a>　<a href="/recovery">返回修改账号</a>
      </p>
    </Sheet>,
  )
}

/** The panel's buttons: a way, `check`, `again` or `change`. */
export async function postFace(c: Context<Env>) {
  const face = (await formOf(c)).get('face')
  if (face === 'alipay' || face === 'app') return begin(c, face)
  if (face === 'change') return facePage(c, { choose: true })
  const read = await readFace(c)
  if (face === 'again' && read.ok && read.value.status !== 'passed') return begin(c, read.value.method)
  return c.redirect('/recovery/proof', 303)
}

async function begin(c: Context<Env>, method: 'alipay' | 'app') {
  const asked = await askFace(c, method)
  return asked.ok ? c.redirect('/recovery/proof', 303) : facePage(c, { refused: asked.error, choose: true })
}
