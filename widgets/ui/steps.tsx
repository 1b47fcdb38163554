import { Icon } from './icon.tsx'

/** States of one step, in the words that people read. */
const STATES = { done: '已完成', now: '正在办理', next: '未开始' } as const

/** The steps of a task: `current` is the index of the present one; `names.length` means that all are done. */
export function Steps({ names, current }: { names: readonly string[]; current: number }) {
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
              <span class="step-state">{STATES[state]}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
