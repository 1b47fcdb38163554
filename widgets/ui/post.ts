import type { FieldError } from './errors.ts'

export type Reply =
  | { ok: true; body: unknown }
  | { ok: false; problem?: string | undefined; errors: FieldError[] }

const NO_ANSWER = '网络好像断了，刚才的操作没有成功。您填的内容都在，请过一会儿再试。'

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

/** A number by its name in an answer, if it is there. */
export function numberIn(body: unknown, name: string): number | undefined {
  const value = record(body)[name]
  return typeof value === 'number' ? value : undefined
}

/** A text by its name in an answer; empty if it is not there. */
export function textIn(body: unknown, name: string): string {
  const value = record(body)[name]
  return typeof value === 'string' ? value : ''
}

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry) => {
    const { field, code } = record(entry)
    return typeof field === 'string' && typeof code === 'string' ? [{ field, code }] : []
  })
}

/**
 * Posts JSON to the hall and reads its answer; a refusal (RFC 9457) gives its errors, or its sentence if it has
 * none. Never throws: no answer is a refusal too.
 */
export async function post(address: string, body: Record<string, string>): Promise<Reply> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    })
    const answer: unknown = response.status === 204 ? {} : await response.json()
    if (response.ok) return { ok: true, body: answer }
    const { title, errors } = record(answer)
    const found = fieldErrors(errors)
    return { ok: false, errors: found, problem: found.length > 0 ? undefined : String(title ?? NO_ANSWER) }
  } catch {
    return { ok: false, errors: [], problem: NO_ANSWER }
  }
}
