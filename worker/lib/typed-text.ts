/** What a form shows again: text only, and never a password or a code. */
const SECRET = new Set(['oldPassword', 'password', 'passwordRepeat', 'smsCode'])

export function typedText(values: object): Record<string, string> {
  const entries = Object.entries(values).filter(([name]) => !SECRET.has(name))
  const shown = (value: unknown) => (value === true ? 'yes' : typeof value === 'string' ? value : '')
  return Object.fromEntries(entries.map(([name, value]) => [name, shown(value)]))
}
