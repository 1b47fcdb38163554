import type * as v from 'valibot'

/**
 * The message for `v.object(entries, missing)`: valibot reports an absent key on the object, not on the field's
 * schema, and its own text is English. Gives `credit_code.required` for an absent `creditCode`, and
 * `form.unreadable` where the whole value is no object.
 */
export function missing(issue: v.BaseIssue<unknown>): string {
  const key = issue.path?.[0]?.key
  if (typeof key !== 'string') return 'form.unreadable'
  return `${key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)}.required`
}

export const missingCopy = {
  'form.unreadable': '这次提交的内容没能读出来，您可以刷新页面后再填一次。',
} as const
