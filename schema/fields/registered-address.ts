import type { Copy } from './copy-type.ts'
import { countCharacters, foldLine } from './text.ts'
import { textField } from './text-field.ts'

const SHORTEST = 4 // characters
const LONGEST = 150 // characters; licences hold no longer ones

export const registeredAddressCopy = {
  'registered_address.required': '请填写注册地址，和营业执照上的住所一致。',
  'registered_address.length': '注册地址应该是 4 到 150 个字，请和营业执照上的住所一致。',
  'registered_address.character': '注册地址里有不能用的符号，请只保留文字、数字和常用标点。',
} as const satisfies Copy

export function registeredAddressProblem(address: string): keyof typeof registeredAddressCopy | undefined {
  if (address === '') return 'registered_address.required'
  const length = countCharacters(address)
  if (length < SHORTEST || length > LONGEST) return 'registered_address.length'
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{P} +]*$/u.test(address) ? undefined : 'registered_address.character'
}

/** Where a unit is registered, as on its licence. */
export const RegisteredAddress = /* @__PURE__ */ textField(
  '注册地址，4 到 150 个字',
  foldLine,
  registeredAddressProblem,
)
