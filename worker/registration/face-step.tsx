/** Step two: the face check on the phone. */
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
import { at, said } from './draw.tsx'
import { Sheet, titles } from './page.tsx'
import type { RegistrationError } from './refusal.ts'

interface Shown {
  refused?: RegistrationError
  /** Offers the ways again although one was chosen. */
  choose?: boolean
}

export async function facePage(c: Context<Env>, shown: Shown = {}) {
  const registration = await at(c, 'face')
  if (registration instanceof Response) return registration
  const { kind, expiresAt, typed } = registration
  const read = await readFace(c)
  if (read.ok && read.value.status === 'passed') return c.redirect('/register/account', 303)

  const check = read.ok && !shown.choose ? read.value : undefined
  const waits = check?.status === 'pending'
  // A partner that is down just now is told; that no check was begun yet is no news.
  const trouble = !read.ok && read.error !== 'face_not_started' ? read.error : undefined
  const refused = shown.refused ?? (check ? settledAs(check.status) : trouble)
  const { problem, status } = said(refused ? { refused } : {})
  const url = '/api/v1/registrations/current/face'
  return view(
    c,
    {
      title: titles[kind],
      islands: waits ? ['time-left', 'face-status'] : ['time-left'],
      ...(shown.refused && status && { status }),
      ...(waits && { head: asksAgain }),
    },
    <Sheet kind={kind} step={1} clock={{ expiresAt, now: c.var.now }}>
      <FacePanel
        action="/register/face"
        who={maskName(typed.name)}
        ways={methodsFor(typed.documentType)}
        problem={problem}
        chosen={
          check && {
            way: check.method,
            link: check.url,
            status: { state: check.status, statusUrl: url },
          }
        }
      />
      <p>
        <a href={`/register/${kind}`}>返回修改上一步</a>
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
  return c.redirect('/register/face', 303)
}

async function begin(c: Context<Env>, method: 'alipay' | 'app') {
  const asked = await askFace(c, method)
  return asked.ok ? c.redirect('/register/face', 303) : facePage(c, { refused: asked.error, choose: true })
}
