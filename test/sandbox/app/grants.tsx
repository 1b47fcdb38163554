/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import type { Env } from '../env.ts'
import { Message } from '../phone/layout.tsx'
import { holder } from '../phone/people.ts'
import { confirmGrant, declineGrant, waitingGrants } from './acts.ts'
import { APP, again, asserted, BackToUnits, filled, own, reached, Unreachable } from './answers.tsx'
import type { Again } from './enterprise-pages.tsx'
import { GrantPage } from './grant-page.tsx'

async function grantPage(c: Context<Env>, said?: Again) {
  const person = await holder(c)
  const answer = await reached(() => waitingGrants(c.env, asserted(person)))
  if (!answer) return c.html(<Unreachable />, 502)
  const grants = 'done' in answer ? answer.done.grants : []
  const grant = grants.find((one) => one.unitNumber === c.req.query('unit'))
  if (grant) return c.html(<GrantPage person={person} grant={grant} {...said} />, said ? 422 : 200)
  const words = '它可能已经确认过、被单位收回，或者过了 7 天。需要的话，请单位重新授权。'
  return c.html(
    <Message app={APP} title="没有这份授权" text={said?.problem ?? words} tone="bad">
      <BackToUnits />
    </Message>,
    404,
  )
}

/** Grants that wait for whoever holds the phone. */
export const grants = new Hono<Env>()
  .get('/', (c) => grantPage(c))
  .post('/', async (c) => {
    const person = await holder(c)
    const { text, face } = await filled(c)
    const wrong = own(face, text('password'), text('passwordRepeat'))
    if (wrong) return grantPage(c, wrong)
    const unit = c.req.query('unit') ?? ''
    const answer = await reached(() => confirmGrant(c.env, asserted(person), unit, text('password')))
    if (!answer) return c.html(<Unreachable />, 502)
    if ('problem' in answer) return grantPage(c, again(answer.problem, ['password']))
    const words = `您现在可以为${answer.done.unitName}办事了。登录时用单位编号 ${unit}、您的证件号码或手机号码和刚才的密码。`
    return c.html(
      <Message app={APP} title="授权已确认" text={words} tone="good">
        <BackToUnits />
      </Message>,
    )
  })
  .post('/decline', async (c) => {
    const person = await holder(c)
    const answer = await reached(() => declineGrant(c.env, asserted(person), c.req.query('unit') ?? ''))
    if (!answer) return c.html(<Unreachable />, 502)
    if ('problem' in answer) return grantPage(c, again(answer.problem, []))
    return c.html(
      <Message app={APP} title="没有接受授权" text={`已经告诉${answer.done.unitName}。`} tone="good">
        <BackToUnits />
      </Message>,
    )
  })
