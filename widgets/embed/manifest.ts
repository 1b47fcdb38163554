/** `custom-elements.json`: the elements for editors and design tools (custom-elements-manifest 2.1.0). */
import { elementNames, elementOf, eventOf, SLOT } from './elements.ts'
import { detailType } from './types.ts'

const SCRIPT = 'embed.js'

const declarations = elementNames.map((tagName) => {
  const { className, text, attributes, events } = elementOf(tagName)
  return {
    ...{ kind: 'class', customElement: true, tagName, name: className, description: text },
    superclass: { name: 'HTMLElement' },
    attributes: Object.entries(attributes).map(
      ([name, { text: description, standard, type = 'string' }]) => ({
        ...{ name, type: { text: type }, description },
        ...(standard && { default: standard }),
      }),
    ),
    events: events.map((name) => ({
      ...{ name, type: { text: `CustomEvent<${detailType(name)}>` }, description: eventOf(name).text },
    })),
    slots: [{ name: '', description: SLOT }],
  }
})

export const manifest = {
  schemaVersion: '2.1.0',
  readme: 'docs/widgets',
  modules: [
    {
      ...{ kind: 'javascript-module', path: SCRIPT, declarations },
      exports: declarations.map(({ tagName, name }) => ({
        ...{ kind: 'custom-element-definition', name: tagName, declaration: { name, module: SCRIPT } },
      })),
    },
  ],
}
