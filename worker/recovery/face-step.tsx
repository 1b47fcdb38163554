/** The proof by face, on the phone of whoever was typed in. */
import type { Context } from 'hono'
import { drawFaceStep, type FaceStep, postFaceStep } from '../challenges/face-step.tsx'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { askFace, readFace } from './acts.ts'
import { at, clockOf } from './draw.tsx'
import { Sheet, TITLE } from './page.tsx'
import { type RecoveryError, refusalOf } from './refusal.ts'

async function step(c: Context<Env>): Promise<FaceStep<RecoveryError> | Response> {
  const recovery = await at(c, 'proof')
  if (recovery instanceof Response) return recovery
  return {
    ...{
      title: TITLE,
      path: '/recovery/proof',
      next: '/recovery/password',
      subject: recovery.typed,
      refusalOf,
    },
    statusUrl: '/api/v1/recoveries/current/face',
    ask: (method) => askFace(c, method),
    read: () => readFace(c),
    sheet: (panel) => (
      <Sheet step={1} clock={clockOf(c, recovery)}>
        {panel}
        <p>
          <a href="/recovery/sms">改用短信验证码</a>　<a href="/recovery">返回修改账号</a>
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
