import type { RefObject, TargetedFocusEvent, TargetedSubmitEvent } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Check, Checks } from './check.ts'
import { errorOf, type FieldError, type Say } from './errors.ts'
import type { FormProps } from './form.tsx'

/** After this the page did not change: the network hangs or the visitor pressed stop, so the button comes back. */
const GIVE_UP_MS = 20_000

/** What the summary on top says; it changes only when the form is sent, so that nothing jumps while typing. */
interface Refused {
  errors: readonly FieldError[]
  problem?: string | undefined
}

export interface FormState {
  working: boolean
  /** What the summary says now. */
  problem: string | undefined
  refused: { field: string; text: string }[]
  summary: RefObject<HTMLDivElement | null>
  /** The sentence for a field. */
  error: (field: string) => string | undefined
  /** Shows errors that came from elsewhere, e.g. from sending a code, and moves to the summary. */
  refuse: (refusal: Refused) => void
  onSubmit: (event: TargetedSubmitEvent<HTMLFormElement>) => void
  onFocusOut: (event: TargetedFocusEvent<HTMLFormElement>) => void
}

const reader = (form: HTMLFormElement) => {
  const data = new FormData(form)
  return (name: string) => String(data.get(name) ?? '')
}

/** Every complaint about the fields named, in their order on the page. */
export function complaints(form: HTMLFormElement, checks: Checks): FieldError[] {
  const read = reader(form)
  return Object.entries(checks).flatMap(([field, check]) => {
    const answer = check(read(field), read)
    return 'code' in answer ? [{ field, code: answer.code }] : []
  })
}

/** Checks one field; a good value is shown as the hall understood it (half width, no gaps), except passwords. */
function settle(
  input: HTMLInputElement | HTMLSelectElement,
  check: Check,
  form: HTMLFormElement,
): FieldError[] {
  const read = reader(form)
  const answer = check(read(input.name), read)
  if ('code' in answer) return [{ field: input.name, code: answer.code }]
  if (input.type === 'text' || input.type === 'tel') input.value = answer.value
  return []
}

/** Puts off what would move something away under the pointer, until the press that is under way has ended. */
function useAfterPress(): (act: () => void) => void {
  const pressed = useRef(false)
  useEffect(() => {
    const press = ({ type }: Event) => {
      pressed.current = type === 'pointerdown'
    }
    const types = ['pointerdown', 'pointerup', 'pointercancel']
    for (const type of types) addEventListener(type, press, true)
    return () => {
      for (const type of types) removeEventListener(type, press, true)
    }
  }, [])
  return (act) => {
    if (pressed.current) addEventListener('pointerup', () => setTimeout(act), { once: true })
    else act()
  }
}

const isInput = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target : undefined

/** Checks when a field is left and when the form is sent; the browser does the sending. */
export function useForm(props: FormProps, checks: Checks, say: Say): FormState {
  const [errors, setErrors] = useState<readonly FieldError[]>(props.errors)
  const [refusal, setRefusal] = useState<Refused>({ errors: props.errors, problem: props.problem })
  const [working, setWorking] = useState(props.working === true)
  const summary = useRef<HTMLDivElement>(null)
  const first = useRef(true)
  const afterPress = useAfterPress()

  useEffect(() => {
    // On load somebody may already be typing: then the focus stays where it is.
    if (!first.current || document.activeElement === document.body) summary.current?.focus()
    first.current = false
  }, [refusal])

  useEffect(() => {
    const restore = (event: PageTransitionEvent) => event.persisted && setWorking(false)
    addEventListener('pageshow', restore)
    return () => removeEventListener('pageshow', restore)
  }, [])

  useEffect(() => {
    if (!working) return
    const timer = setTimeout(() => setWorking(false), GIVE_UP_MS)
    return () => clearTimeout(timer)
  }, [working])

  const refuse = (next: Refused) => {
    setErrors(next.errors)
    setRefusal(next)
  }

  return {
    working,
    problem: refusal.problem,
    refused: refusal.errors.map(({ field, code }) => ({ field, text: say(code) })),
    summary,
    error: (field) => errorOf(errors, field, say),
    refuse,
    onSubmit(event) {
      // A second submit button with its own address (「发送验证码」) answers for itself.
      if (event.submitter?.hasAttribute('formaction')) return
      const found = complaints(event.currentTarget, checks)
      if (working || found.length > 0) event.preventDefault()
      if (found.length > 0) refuse({ errors: found })
      else setWorking(true)
    },
    onFocusOut(event) {
      const input = isInput(event.target)
      const check = input && checks[input.name]
      // Going to a button: sending checks everything.
      if (!check || event.relatedTarget instanceof HTMLButtonElement) return
      if (input.value === '' && !errors.some(({ field }) => field === input.name)) return
      const form = event.currentTarget
      afterPress(() => {
        const found = settle(input, check, form)
        setErrors((others) => [...others.filter((error) => error.field !== input.name), ...found])
      })
    },
  }
}
