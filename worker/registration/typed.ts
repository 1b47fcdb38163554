/** What a form shows again: text only, and never a password or a code. */
const SECRET = new Set(['password', 'passwordRepeat', 'smsCode'])

export function typedText(values: object): Record<string, string> {
  const entries = Object.entries(values).filter(([name]) => !SECRET.has(name))
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value === true ? 'yes' : String(value ?? '')]),
  )
}
