/** Step two: the face check on the phone. */
import type { Context } from 'hono'
import { drawFaceStep, type FaceStep, postFaceStep } from '../challenges/face-step.tsx'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { askFace, readFace } from './acts.ts'
import { at } from './draw.tsx'
import { Sheet, titles } from './page.tsx'
import { type RegistrationError, refusalOf } from './refusal.ts'

async function step(c: Context<Env>): Promise<FaceStep<RegistrationError> | Response> {
  const registration = await at(c, 'face')
  if (registration instanceof Response) return registration
  const { kind, expiresAt, typed } = registration
  return {
    ...{ title: titles[kind], path: '/register/face', next: '/register/account', subject: typed, refusalOf },
    statusUrl: '/api/v1/registrations/current/face',
    ask: (method) => askFace(c, method),
    read: () => readFace(c),
    sheet: (panel) => (
      <Sheet kind={kind} step={1} clock={{ expiresAt, now: c.var.now }}>
        {panel}
        <p>
          <a href={`/register/${kind}`}>返回修改上一步</a>
        </p>
      </Sheet>
    ),
  }
}

export async function facePage(c: Context<Env>) {
  const found = await step(c)
  return found instanceof Response ? found : drawFaceStep(c, found)
}

export async function postFace(c: Context<Env>) {
  const pressed = (await formOf(c)).get('face')
  const found = await step(c)
  return found instanceof Response ? found : postFaceStep(c, found, pressed)
}
