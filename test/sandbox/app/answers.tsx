/** @jsxImportSource hono/jsx */
import type { Context } from 'hono'
import type { Env } from '../env.ts'
import { Message } from '../phone/layout.tsx'
import type { PhonePerson } from '../phone/people.ts'
import type { Answer, Problem } from './acts.ts'
import type { Again } from './enterprise-pages.tsx'

export const APP = '智慧人社'

// The app's own words for what the hall only codes: a field that is filled in wrongly.
export const FIELDS: Record<string, string> = {
  creditCode: '统一社会信用代码不对，请对照营业执照核对 18 位。',
  unitName: '单位全称不对，请和营业执照上的名称一致。',
  password: '密码不合要求，请看上面的规则。',
  agreement: '请先阅读用户注册协议，同意的话请打勾。',
}

/** The hall's sentence: beside the field that it is about, where the form has that field, else above them all. */
export function again({ title, reason, errors }: Problem, fields: string[]): Again {
  const named = errors.filter(({ field }) => fields.includes(field))
  const own = named.map(({ field, code }) => [field, code === reason ? title : (FIELDS[field] ?? title)])
  const problem = named.some(({ code }) => code === reason) ? undefined : title
  return { problem, errors: Object.fromEntries(own) }
}

export const asserted = (person: PhonePerson) => ({
  name: person.name,
  documentType: person.document_type,
  documentNumber: person.document_number,
})

/** A hall that is not there is a page, not a crash. */
export async function reached<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T> | undefined> {
  try {
    return await ask()
  } catch (cause) {
    console.info(`hall not reached: ${cause instanceof Error ? cause.message : 'unknown'}`)
    return undefined
  }
}

export const Unreachable = () => (
  <Message
    app={APP}
    title="连不上办事大厅"
    text="大厅没有回应，或者不认这个应用。请确认大厅已经启动，再试一次。"
    tone="bad"
  />
)

export const BackToUnits = () => (
  <a class="button" href="/enterprise">
    回到企业服务
  </a>
)

export async function filled(c: Context<Env>) {
  const form = await c.req.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  return { text, ticked: form.get('agreement') === 'yes', face: form.get('face') === 'passed' }
}

const NO_FACE: Again = { problem: '刷脸没有通过，什么都没有提交。请正对手机，再刷一次。' }
const DIFFERENT: Again = { errors: { passwordRepeat: '两次输入的密码不一样，请重新输入第二遍。' } }

/** What the app finds before it asks the hall. */
export const own = (face: boolean, password: string, repeat: string) =>
  face ? (password === repeat ? undefined : DIFFERENT) : NO_FACE
