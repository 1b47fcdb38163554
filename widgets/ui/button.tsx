import type { ComponentChildren, TargetedMouseEvent } from 'preact'

export interface ButtonProps {
  /** The act, as a verb and its object: 「提交参保登记」. */
  children: ComponentChildren
  kind?: 'primary' | 'secondary' | 'danger' | 'plain'
  type?: 'submit' | 'button'
  name?: string
  value?: string
  formaction?: string
  /** While it works the button says so and takes no second press, but keeps the focus. */
  working?: boolean
  workingLabel?: string
  /** Resting, e.g. until a countdown ends. */
  disabled?: boolean
  wide?: boolean
  /** Hidden until a script is there to answer it. */
  needsScript?: boolean
  pressed?: boolean
  describedBy?: string
  onClick?: (event: TargetedMouseEvent<HTMLButtonElement>) => void
}

function classes({ kind = 'secondary', wide, needsScript }: ButtonProps): string {
  return `button button-${kind}${wide ? ' button-wide' : ''}${needsScript ? ' needs-script' : ''}`
}

export function Button(props: ButtonProps) {
  return (
    <button
      class={classes(props)}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      formaction={props.formaction}
      disabled={props.disabled}
      aria-disabled={props.working ? 'true' : undefined}
      aria-pressed={props.pressed}
      aria-describedby={props.describedBy}
      onClick={props.onClick}
    >
      {props.working && <span class="spinner" aria-hidden="true" />}
      {props.working ? (props.workingLabel ?? '正在处理…') : props.children}
    </button>
  )
}

/** A link that is the next act of the page, e.g. 「去登录」 on a done page. */
export function ButtonLink(props: {
  href: string
  kind?: 'primary' | 'secondary'
  children: ComponentChildren
}) {
  return (
    <a class={`button button-${props.kind ?? 'secondary'}`} href={props.href}>
      {props.children}
    </a>
  )
}
