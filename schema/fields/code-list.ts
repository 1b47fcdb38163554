import { dropInvisible, foldCode, toHalfWidth } from './text.ts'
import { textField } from './text-field.ts'

/** Codes and what people call them. */
export type CodeList<Code extends string = string> = Readonly<Record<Code, string>>

/** A label without what writers differ in: width, spaces, dashes, brackets and enumeration marks. */
export const comparableLabel = (label: string): string =>
  dropInvisible(toHalfWidth(label))
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toUpperCase()

/** Further names for codes, as they are in use beside the labels. */
export type OtherNames<Code extends string = string> = Readonly<Record<string, Code>>

const indexes = new WeakMap<CodeList, Map<string, string>>()

/** Everything that means a code of the list, in comparable form: made once, asked for every cell. */
function indexOf(list: CodeList): Map<string, string> {
  const known = indexes.get(list)
  if (known) return known
  const index = new Map<string, string>()
  const add = (name: string, code: string) => {
    if (!index.has(name)) index.set(name, code)
  }
  for (const code of Object.keys(list)) add(code, code)
  for (const [code, name] of Object.entries(list)) {
    const label = comparableLabel(name)
    add(label, code)
    // As drop-down lists join them, `01 居民身份证`, and without the zero that spreadsheets drop.
    for (const digits of new Set([code, code.replace(/^0+/, '')]))
      for (const one of [digits, digits + label, label + digits]) add(one, code)
  }
  indexes.set(list, index)
  return index
}

/** The code that is meant by a code, a label, both together or another name. Undefined for what is none of these. */
export function codeMeant<Code extends string>(
  list: CodeList<Code>,
  typed: string,
  others?: OtherNames<Code>,
): Code | undefined {
  const label = comparableLabel(typed)
  if (label === '') return undefined
  const found = indexOf(list).get(label) as Code | undefined
  return found ?? (others && Object.hasOwn(others, label) ? others[label] : undefined)
}

/** A field whose value is a code of the list; what is neither code nor label stays as it is and is refused. */
export const codeField = <Code extends string>(
  about: string,
  list: CodeList<Code>,
  required: string,
  unknown: string,
) =>
  /* @__PURE__ */ textField(
    about,
    (typed) => codeMeant(list, typed) ?? foldCode(typed),
    (code) => {
      if (code === '') return required
      return Object.hasOwn(list, code) ? undefined : unknown
    },
  )
