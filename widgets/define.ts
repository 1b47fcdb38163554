import { type ComponentType, h, hydrate, render } from 'preact'

/**
 * Registers `<hall-NAME>`: wakes what the server drew in it, with the props from `data-props` (see `Island`).
 * The nodes stay, so what was typed before the script came stays too, and inputs live in the light DOM where
 * password managers see them.
 */
export function define<Props extends object>(name: string, component: ComponentType<Props>): void {
  class Hall extends HTMLElement {
    #awake = false

    connectedCallback() {
      if (this.#awake) return
      this.#awake = true
      // The attribute is written by `Island` from the same Props.
      const props: Props = JSON.parse(this.dataset.props ?? '{}')
      hydrate(h(component, props), this)
    }

    disconnectedCallback() {
      // A move within the page disconnects and connects again at once; only a removal ends it.
      queueMicrotask(() => {
        if (this.isConnected) return
        this.#awake = false
        render(null, this)
      })
    }
  }
  customElements.define(`hall-${name}`, Hall)
}
