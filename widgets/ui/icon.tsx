/** The few line drawings of the hall, 20 × 20, drawn for it. Decoration only: the words beside them say it. */

const LINES = {
  alert: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM10 6.75v4M10 13.25v.01',
  info: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM10 9.25v4M10 6.75v.01',
  check: 'm4.5 10.5 3.75 3.75 7.25-8',
  open: 'M10 5.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z',
  clock: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM10 6.5V10l2.5 1.75',
  down: 'm5.5 8 4.5 4.5L14.5 8',
  paper: 'M5.5 3.5h6l3 3v10h-9ZM8 9.5h4M8 12.5h4',
} as const

export type IconName = keyof typeof LINES

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={LINES[name]} stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  )
}
