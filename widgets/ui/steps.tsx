import { Icon } from './icon.tsx'

/** States of one step, in the words that people read. */
const STATES = { done: '已完成', now: '正在办理', next: '未开始' } as const

interface StepsProps {
  names: readonly string[]
  /** The index of the present one; `names.length` means that all are done. */
  current: number
  /** Said of a step in place of its state, for example the day on which it was done. */
  notes?: readonly (string | undefined)[]
}

/** The steps of a task. */
export function Steps({ names, current, notes = [] }: StepsProps) {
  return (
    <ol class="steps" aria-label="办理步骤">
      {names.map((name, index) => {
        const state = index < current ? 'done' : index === current ? 'now' : 'next'
        return (
          <li key={name} class={`step step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
            <span class="step-mark">
              {state === 'done' ? <Icon name="check" /> : null}
              <span class={state === 'done' ? 'unseen' : undefined}>{index + 1}</span>
            </span>
            <span class="step-words">
              <span class="step-name">{name}</span>
              <span class="step-state">{notes[index] ?? STATES[state]}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
