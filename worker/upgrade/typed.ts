/** What a form shows again: text only, and never a password or a code. */
const SECRET = new Set(['oldPassword', 'password', 'passwordRepeat', 'smsCode'])

export const typedText = (values: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => !SECRET.has(name))
      .map(([name, value]) => [name, typeof value === 'string' ? value : '']),
  )
