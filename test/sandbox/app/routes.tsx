/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { Message } from '../phone/layout.tsx'
import { allPeople, findPerson, holder, type PhonePerson } from '../phone/people.ts'
import { ConfirmFace, ConfirmSignIn } from './confirm.tsx'
import { ACTS, type Act, decide, type HallReply, resolve, Scan, unitsOf } from './hall.ts'

const Choice = v.object({
  person: v.pipe(v.string(), v.toNumber()),
  act: v.picklist(ACTS),
  purpose: v.picklist(['face', 'sign_in', 'sign_in_by_face']),
  unitNumber: v.optional(v.string()),
})

/** The sentence of the hall's problem document, if it sent one. */
const Problem = v.object({ title: v.string(), detail: v.optional(v.string()) })

const DONE = {
  confirm: ['已确认', '请回到电脑上继续，页面会自己往下走。', 'good'],
  cancelled: ['已取消', '大厅知道您没有同意。回到电脑上可以重新来。', 'calm'],
  failed: ['刷脸没有通过', '大厅知道这次没有通过。回到电脑上可以重新来。', 'bad'],
} as const satisfies Record<Act, readonly string[]>

const Refused = ({ reply }: { reply: HallReply }) => {
  const problem = v.safeParse(Problem, reply.body)
  const said = problem.success ? [problem.output.title, problem.output.detail].filter(Boolean).join(' ') : ''
  return (
    <Message
      app="智慧人社"
      title="大厅没有接受"
      text={said || '二维码可能已经过期或用过了。请回到电脑上刷新二维码，再扫一次。'}
      tone="bad"
    >
      <p class="quiet">给技术人员：答复状态 {reply.status}</p>
    </Message>
  )
}

const Unreachable = () => (
  <Message
    app="智慧人社"
    title="连不上办事大厅"
    text="大厅没有回应，或者不认这个应用。请确认大厅已经启动，再扫一次。"
    tone="bad"
  />
)

/** The government app on the phone: what a scanned code asks, and the answer. */
export const app = new Hono<Env>()
  .get('/scan/:code', async (c) => {
    const code = c.req.param('code')
    const reply = await reached(() => resolve(c.env, code))
    if (!reply) return c.html(<Unreachable />, 502)
    const scan = v.safeParse(Scan, reply.body)
    if (reply.status !== 200 || !scan.success) return c.html(<Refused reply={reply} />, 409)
    const current = await holder(c)
    const props = { code, scan: scan.output, current }
    if (scan.output.purpose === 'face')
      return c.html(<ConfirmFace {...props} people={await allPeople(c.env.DB)} />)
    const { account, unitNumber } = scan.output
    const units = account === 'unit' ? await unitsOf(c.env, asserted(current)) : []
    // A page that has proved a unit by its CA key takes nobody of another one.
    const own = unitNumber ? units.filter((unit) => unit.unitNumber === unitNumber) : units
    return c.html(<ConfirmSignIn {...props} units={own} />)
  })
  .post('/scan/:code', async (c) => {
    const choice = v.safeParse(Choice, Object.fromEntries(await c.req.formData()))
    const person = choice.success ? await findPerson(c.env.DB, choice.output.person) : null
    if (!choice.success || !person) return noChoice(c)
    const { act } = choice.output
    const decision = { ...choice.output, person: asserted(person) }
    const reply = await reached(() => decide(c.env, c.req.param('code'), decision))
    if (!reply) return c.html(<Unreachable />, 502)
    if (reply.status >= 300) return c.html(<Refused reply={reply} />, 409)
    const [title, text, tone] = DONE[act]
    return c.html(<Message app="智慧人社" title={title} text={text} tone={tone} />)
  })

const noChoice = (c: Context<Env>) =>
  c.html(<Message app="智慧人社" title="没有选人" text="请返回上一页，选好是谁在刷脸。" tone="bad" />, 400)

const asserted = (person: PhonePerson) => ({
  name: person.name,
  documentType: person.document_type,
  documentNumber: person.document_number,
})

/** A hall that is not there is a page, not a crash. */
async function reached(ask: () => Promise<HallReply>): Promise<HallReply | undefined> {
  try {
    return await ask()
  } catch (cause) {
    console.info(`hall not reached: ${cause instanceof Error ? cause.message : 'unknown'}`)
    return undefined
  }
}
