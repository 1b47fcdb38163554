/** `embed.d.ts`: the elements and their events for portals that write TypeScript. */
import { EVENTS, elementNames, elementOf, eventOf } from './elements.ts'
import type { HallEvents } from './events.ts'

const names = Object.keys(EVENTS) as (keyof HallEvents)[]

export function detailType(name: keyof HallEvents): string {
  const fields = Object.keys(eventOf(name).detail).map((field) => `${field}: string`)
  return fields.length === 0 ? 'object' : `{ ${fields.join('; ')} }`
}

const comment = (text: string, indent = '') => `${indent}/** ${text} */\n`

const element = (name: (typeof elementNames)[number]) => {
  const { className, text, attributes } = elementOf(name)
  const written = Object.entries(attributes).map(
    ([key, { text: about, required }]) => `${comment(about, '  ')}  '${key}'${required ? '' : '?'}: string\n`,
  )
  return `
${comment(text)}export interface ${className} extends HTMLElement {}
${comment(`${className} 在网页里写的属性。`)}export interface ${className}Attributes {
${written.join('')}}
`
}

const event = (name: keyof HallEvents) => {
  const { text, byDefault } = eventOf(name)
  const told = byDefault ? `${text}默认：${byDefault}` : text
  return `${comment(told, '    ')}    '${name}': CustomEvent<${detailType(name)}>\n`
}

/** The events bubble, so that every element and the document may hear them. */
export const declarations = `// 单位办事大厅的部件。用法见大厅的 /docs/widgets。
${elementNames.map(element).join('')}
declare global {
  interface HTMLElementTagNameMap {
${elementNames.map((name) => `    '${name}': ${elementOf(name).className}\n`).join('')}  }
  interface HTMLElementEventMap {
${names.map(event).join('')}  }
  interface DocumentEventMap {
${names.map((name) => `    '${name}': HTMLElementEventMap['${name}']\n`).join('')}  }
}
`
