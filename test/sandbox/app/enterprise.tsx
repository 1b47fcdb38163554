/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import type { Env } from '../env.ts'
import { Message } from '../phone/layout.tsx'
import { holder } from '../phone/people.ts'
import { linkedUnits, registerUnit, setPassword, waitingGrants } from './acts.ts'
import { APP, again, asserted, BackToUnits, FIELDS, filled, own, reached, Unreachable } from './answers.tsx'
import { type Again, LinkUnit, SetPassword, Units } from './enterprise-pages.tsx'
import { grants } from './grants.tsx'

/** The form for one unit, which the list may have or not: the hall says so when it is asked. */
async function passwordPage(c: Context<Env>, said?: Again) {
  const person = await holder(c)
  const unitNumber = c.req.query('unit') ?? ''
  const answer = await reached(() => linkedUnits(c.env, asserted(person)))
  const units = answer && 'done' in answer ? answer.done.units : []
  const unitName = units.find((unit) => unit.unitNumber === unitNumber)?.name
  const props = { person, unitNumber, unitName, ...said }
  return c.html(<SetPassword {...props} />, said ? 422 : 200)
}

/** 企业服务 of the government app: units of the person, their passwords, and linking a new one. */
export const enterprise = new Hono<Env>()
  .get('/', async (c) => {
    const person = await holder(c)
    const answer = await reached(() => linkedUnits(c.env, asserted(person)))
    if (!answer) return c.html(<Unreachable />, 502)
    if ('problem' in answer)
      return c.html(<Units person={person} units={[]} problem={answer.problem.title} />)
    const waiting = await reached(() => waitingGrants(c.env, asserted(person)))
    const offered = waiting && 'done' in waiting ? waiting.done.grants : []
    return c.html(<Units person={person} units={answer.done.units} grants={offered} />)
  })
  .get('/password', (c) => passwordPage(c))
  .post('/password', async (c) => {
    const person = await holder(c)
    const unitNumber = c.req.query('unit') ?? ''
    const { text, face } = await filled(c)
    const wrong = own(face, text('password'), text('passwordRepeat'))
    if (wrong) return passwordPage(c, wrong)
    const answer = await reached(() => setPassword(c.env, asserted(person), unitNumber, text('password')))
    if (!answer) return c.html(<Unreachable />, 502)
    if ('problem' in answer) return passwordPage(c, again(answer.problem, ['password']))
    const words = `${answer.done.unitName}，单位编号 ${unitNumber}。请用新密码登录；之前的登录都已经退出。`
    return c.html(
      <Message app={APP} title="密码设置完成" text={words} tone="good">
        <BackToUnits />
      </Message>,
    )
  })
  .get('/link', async (c) => c.html(<LinkUnit person={await holder(c)} />))
  .post('/link', async (c) => {
    const person = await holder(c)
    const { text, ticked, face } = await filled(c)
    const creditCode = text('creditCode').replace(/\s/g, '').toUpperCase()
    const typed = { creditCode, unitName: text('unitName') }
    const show = (said: Again) => c.html(<LinkUnit person={person} {...typed} {...said} />, 422)
    const wrong = own(face, text('password'), text('passwordRepeat'))
    if (wrong) return show(wrong)
    const unit = { ...typed, password: text('password'), agreement: ticked }
    const answer = await reached(() => registerUnit(c.env, asserted(person), unit))
    if (!answer) return c.html(<Unreachable />, 502)
    if ('problem' in answer) return show(again(answer.problem, Object.keys(FIELDS)))
    const { unitName, unitNumber } = answer.done
    const words = `${unitName} 已经注册，单位编号是 ${unitNumber}，请记好。现在可以到大厅用密码登录。`
    return c.html(
      <Message app={APP} title="关联完成" text={words} tone="good">
        <BackToUnits />
      </Message>,
    )
  })
  .route('/grant', grants)
