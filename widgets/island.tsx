import { type ComponentType, h } from 'preact'

/**
 * The server's half of `define()`: a component drawn inside `<hall-NAME>`, with the props that the browser needs to
 * wake it. They travel in an attribute: the renderer escapes those, and no text in them can end a script element.
 * Props must survive JSON.
 */
export function Island<Props extends object>({
  name,
  component,
  props,
}: {
  name: string
  component: ComponentType<Props>
  props: Props
}) {
  return h(`hall-${name}`, { 'data-props': JSON.stringify(props) }, h(component, props))
}
