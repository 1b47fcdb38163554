/** The step of a flow that asks for a face: choosing a way, waiting for the phone, trying again. */
import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import type { FaceCheck, FaceMethod, FaceReason } from '../../schema/challenges.ts'
import { maskName } from '../../schema/fields/mask.ts'
import type { Refusal } from '../../schema/refusal.ts'
import { FacePanel } from '../../widgets/face-panel/face-panel.tsx'
import type { Env } from '../lib/env.ts'
import { asksAgain } from '../lib/page/flow-sheet.tsx'
import { view } from '../lib/page/view.tsx'
import type { Result } from '../lib/result.ts'
import { methodsFor, type Subject } from './face.ts'
import { settledAs } from './rules.ts'

export interface FaceStep<Error> {
  title: string
  /** Of the page and of its form. */
  path: string
  /** Where a passed check leads. */
  next: string
  /** Answers how the check stands, as JSON. */
  statusUrl: string
  /** Whose face is asked for. */
  subject: Subject
  ask: (method: FaceMethod) => Promise<Result<FaceCheck, Error>>
  read: () => Promise<Result<FaceCheck, Error>>
  refusalOf: (error: Error) => { refusal: Refusal }
  /** Draws the flow's sheet around the panel. */
  sheet: (panel: ComponentChildren) => ComponentChildren
}

interface Shown<Error> {
  refused?: Error
  /** Offers the ways again although one was chosen. */
  choose?: boolean
}

export async function drawFaceStep<Error>(
  c: Context<Env>,
  step: FaceStep<Error | FaceReason>,
  shown: Shown<Error | FaceReason> = {},
) {
  const read = await step.read()
  if (read.ok && read.value.status === 'passed') return c.redirect(step.next, 303)
  const check = read.ok && !shown.choose ? read.value : undefined
  const waits = check?.status === 'pending'
  // A partner that is down just now is told; that no check was begun yet is no news.
  const trouble = !read.ok && read.error !== 'face_not_started' ? read.error : undefined
  const refused = shown.refused ?? (check ? settledAs(check.status) : trouble)
  const refusal = refused && step.refusalOf(refused).refusal
  return view(
    c,
    {
      title: step.title,
      islands: waits ? ['time-left', 'face-status'] : ['time-left'],
      ...(shown.refused && refusal && { status: refusal.status }),
      ...(waits && { head: asksAgain }),
    },
    step.sheet(
      <FacePanel
        action={step.path}
        who={maskName(step.subject.name)}
        ways={methodsFor(step.subject.documentType)}
        problem={refusal?.text}
        chosen={
          check && {
            way: check.method,
            link: check.url,
            status: { state: check.status, statusUrl: step.statusUrl },
          }
        }
      />,
    ),
  )
}

/** What was pressed of the panel's buttons: a way, `check`, `again` or `change`. */
export async function postFaceStep<Error>(
  c: Context<Env>,
  step: FaceStep<Error | FaceReason>,
  face: FormDataEntryValue | null,
) {
  const begin = async (method: FaceMethod) => {
    const asked = await step.ask(method)
    if (asked.ok) return c.redirect(step.path, 303)
    return drawFaceStep(c, step, { refused: asked.error, choose: true })
  }
  if (face === 'alipay' || face === 'app') return begin(face)
  if (face === 'change') return drawFaceStep(c, step, { choose: true })
  const read = await step.read()
  if (face === 'again' && read.ok && read.value.status !== 'passed') return begin(read.value.method)
  return c.redirect(step.path, 303)
}
