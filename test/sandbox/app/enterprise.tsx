/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import type { Env } from '../env.ts'
import { Message } from '../phone/layout.tsx'
import { holder, type PhonePerson } from '../phone/people.ts'
import { type Answer, linkedUnits, type Problem, registerUnit, setPassword } from './acts.ts'
import { type Again, LinkUnit, SetPassword, Units } from './enterprise-pages.tsx'

const APP = '智慧人社'

// The app's own words for what the hall only codes: a field that is filled in wrongly.
const FIELDS: Record<string, string> = {
  creditCode: '统一社会信用代码不对，请对照营业执照核对 18 位。',
  unitName: '单位全称不对，请和营业执照上的名称一致。',
  password: '密码不合要求，请看上面的规则。',
  agreement: '请先阅读用户注册协议，同意的话请打勾。',
}

/** The hall's sentence: beside the field that it is about, where the form has that field, else above them all. */
function again({ title, reason, errors }: Problem, fields: string[]): Again {
  const named = errors.filter(({ field }) => fields.includes(field))
  const own = named.map(({ field, code }) => [field, code === reason ? title : (FIELDS[field] ?? title)])
  const problem = named.some(({ code }) => code === reason) ? undefined : title
  return { problem, errors: Object.fromEntries(own) }
}

const asserted = (person: PhonePerson) => ({
  name: person.name,
  documentType: person.document_type,
  documentNumber: person.document_number,
})

/** A hall that is not there is a page, not a crash. */
async function reached<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T> | undefined> {
  try {
    return await ask()
  } catch (cause) {
    console.info(`hall not reached: ${cause instanceof Error ? cause.message : 'unknown'}`)
    return undefined
  }
}

const Unreachable = () => (
  <Message
    app={APP}
    title="连不上办事大厅"
    text="大厅没有回应，或者不认这个应用。请确认大厅已经启动，再试一次。"
    tone="bad"
  />
)

const BackToUnits = () => (
  <a class="button" href="/enterprise">
    回到企业服务
  </a>
)

async function filled(c: Context<Env>) {
  const form = await c.req.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  return { text, ticked: form.get('agreement') === 'yes', face: form.get('face') === 'passed' }
}

const NO_FACE: Again = { problem: '刷脸没有通过，什么都没有提交。请正对手机，再刷一次。' }
const DIFFERENT: Again = { errors: { passwordRepeat: '两次输入的密码不一样，请重新输入第二遍。' } }

/** What the app finds before it asks the hall. */
const own = (face: boolean, password: string, repeat: string) =>
  face ? (password === repeat ? undefined : DIFFERENT) : NO_FACE

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
    return c.html(<Units person={person} units={answer.done.units} />)
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
