import type * as v from 'valibot'
import type { Copy } from './copy-type.ts'
import { pairCheck } from './pair-check.ts'
import { textField } from './text-field.ts'

const SHORTEST = 8 // manuals: 8–20 characters
const LONGEST = 20
const KINDS_NEEDED = 3 // of digits, lower case, upper case, special characters

/** `common` and `reused` come from the server, which knows the list and the last five passwords. */
export const passwordCopy = {
  'password.required': '请设置密码。',
  'password.length': '密码应该是 8 到 20 位，请调整长度。',
  'password.character': '密码只能用键盘上的英文字母、数字和半角符号，不能有空格、汉字和全角字符。',
  'password.kinds': '密码要包含数字、大写字母、小写字母、特殊字符中的至少三种，请再加一种。',
  'password.common': '这个密码太常见，别人很容易猜到，请换一个。',
  'password.reused': '这个密码您最近用过，请换一个和前五次都不同的。',
  'password_repeat.required': '请再输入一遍密码。',
  'password_repeat.different': '两次输入的密码不一样，请重新输入第二遍。',
} as const satisfies Copy

export type PasswordProblem = keyof typeof passwordCopy
export type PasswordKind = 'digit' | 'lower' | 'upper' | 'special'
export type PasswordRule = 'length' | 'kinds' | 'character'

/** The ticking list beside the input, in its order. */
export const passwordRuleLabels = {
  length: '8 到 20 位',
  kinds: '数字、大写字母、小写字母、特殊字符，至少三种',
  character: '没有空格、汉字和全角字符',
} as const satisfies Record<PasswordRule, string>

/** Which kinds of characters a password has. */
export function passwordKinds(password: string): PasswordKind[] {
  const kinds: [PasswordKind, RegExp][] = [
    ['digit', /[0-9]/],
    ['lower', /[a-z]/],
    ['upper', /[A-Z]/],
    ['special', /[!-/:-@[-`{-~]/],
  ]
  return kinds.filter(([, pattern]) => pattern.test(password)).map(([kind]) => kind)
}

/** Each rule and whether the password meets it; all three met means it is accepted. Nothing typed meets none. */
export function passwordRules(password: string): { rule: PasswordRule; met: boolean }[] {
  return [
    { rule: 'length', met: password.length >= SHORTEST && password.length <= LONGEST },
    { rule: 'kinds', met: passwordKinds(password).length >= KINDS_NEEDED },
    { rule: 'character', met: /^[!-~]+$/.test(password) },
  ]
}

/** What is wrong with a new password; characters first, for they may be why kinds are missing. */
export function passwordProblem(password: string): PasswordProblem | undefined {
  if (password === '') return 'password.required'
  const broken = new Set(passwordRules(password).flatMap(({ rule, met }) => (met ? [] : [rule])))
  if (broken.has('character')) return 'password.character'
  if (broken.has('length')) return 'password.length'
  return broken.has('kinds') ? 'password.kinds' : undefined
}

/** A new password, exactly as typed: folding would make a password that its owner never chose. */
export const Password = /* @__PURE__ */ textField(
  '新密码，8 到 20 位，数字、大小写字母、特殊字符至少三种',
  (typed) => typed,
  passwordProblem,
)

/** The second input of a new password; `passwordsMatch` compares it. */
export const PasswordRepeat = /* @__PURE__ */ textField(
  '再输入一遍新密码',
  (typed) => typed,
  (typed) => (typed === '' ? 'password_repeat.required' : undefined),
)

/**
 * Whether both inputs of a new password are equal, as an action behind a `v.object`; the issue is the second's.
 *
 * @param field the name of the field that holds the password
 * @param repeatField the name of the field that holds it once more
 */
export function passwordsMatch<TInput extends Record<string, unknown>>(
  field: keyof TInput & string,
  repeatField: keyof TInput & string,
): v.RawCheckAction<TInput> {
  return pairCheck(field, repeatField, (password, repeat) =>
    password === repeat ? undefined : 'password_repeat.different',
  )
}
