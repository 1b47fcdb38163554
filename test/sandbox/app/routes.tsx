/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { Env } from '../env.ts'
import { Message, Phone } from '../phone/layout.tsx'
import { allPeople, findPerson, holder, type PhonePerson } from '../phone/people.ts'
import { ACTS, type Act, decide, type HallReply, resolve, Scan } from './hall.ts'

const Choice = v.object({ person: v.pipe(v.string(), v.toNumber()), act: v.picklist(ACTS) })

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

type ConfirmProps = {
  code: string
  scan: v.InferOutput<typeof Scan>
  people: PhonePerson[]
  current: PhonePerson
}

const Confirm = ({ code, scan, people, current }: ConfirmProps) => (
  <Phone title="扫码确认" app="智慧人社">
    <section class="card">
      <h1>{scan.title}</h1>
      {scan.unitName && <p>单位：{scan.unitName}</p>}
      <p class="quiet">
        来自：{scan.site}，{scan.device}，{scan.place}
      </p>
      <form method="post" action={`/app/scan/${code}`}>
        <label for="person">谁在刷脸</label>
        <select id="person" name="person">
          {people.map((person) => (
            <option value={String(person.id)} selected={person.id === current.id}>
              {`${person.name}（${person.document_number}）`}
            </option>
          ))}
        </select>
        <p class="hint">换一个人，就是「别人的脸」。</p>
        <div class="acts">
          <button type="submit" name="act" value="confirm" class="main">
            刷脸通过，确认
          </button>
          <button type="submit" name="act" value="failed">
            刷脸没通过
          </button>
          <button type="submit" name="act" value="cancelled">
            不同意，取消
          </button>
        </div>
      </form>
    </section>
  </Phone>
)

/** The government app on the phone: what a scanned code asks, and the answer. */
export const app = new Hono<Env>()
  .get('/scan/:code', async (c) => {
    const code = c.req.param('code')
    const reply = await reached(() => resolve(c.env, code))
    if (!reply) return c.html(<Unreachable />, 502)
    const scan = v.safeParse(Scan, reply.body)
    if (reply.status !== 200 || !scan.success) return c.html(<Refused reply={reply} />, 409)
    const [people, current] = await Promise.all([allPeople(c.env.DB), holder(c)])
    return c.html(<Confirm code={code} scan={scan.output} people={people} current={current} />)
  })
  .post('/scan/:code', async (c) => {
    const choice = v.safeParse(Choice, Object.fromEntries(await c.req.formData()))
    const person = choice.success ? await findPerson(c.env.DB, choice.output.person) : null
    if (!choice.success || !person) return noChoice(c)
    const { act } = choice.output
    const reply = await reached(() => decide(c.env, c.req.param('code'), asserted(person), act))
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
