import type { TargetedInputEvent, TargetedSubmitEvent } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { PICTURE } from '../../schema/puzzle.ts'
import { Button } from '../ui/button.tsx'

export interface SliderPuzzleProps {
  action: string
  id: string
  /** `data:` addresses of the picture with the hole, and of the piece that fits it. */
  picture: string
  piece: string
  /** How far below the picture's upper edge the piece lies. */
  top: number
}

/** More movements than any hand makes; what comes after them is not needed. */
const MOST = 1000
/** Fewer is a press on the bar, which the hall takes for a program. */
const LEAST = 4

/**
 * A picture to complete: a slider moves the piece, by mouse, finger or arrow keys. Posts `puzzle`, `position` and
 * `trace`, how the piece came there.
 */
export function SliderPuzzle({ action, id, picture, piece, top }: SliderPuzzleProps) {
  const [position, setPosition] = useState(0)
  const [hasty, setHasty] = useState(false)
  const trace = useRef<string[]>([])
  const began = useRef(0)

  function move({ currentTarget }: TargetedInputEvent<HTMLInputElement>) {
    const to = Number(currentTarget.value)
    if (trace.current.length === 0) began.current = performance.now()
    const pair = `${Math.round(performance.now() - began.current)}:${to}`
    if (trace.current.length < MOST) trace.current.push(pair)
    else trace.current[MOST - 1] = pair
    setPosition(to)
    setHasty(false)
  }

  function send(event: TargetedSubmitEvent<HTMLFormElement>) {
    if (trace.current.length < LEAST) {
      event.preventDefault()
      setHasty(true)
      return
    }
    const field = event.currentTarget.elements.namedItem('trace')
    if (field instanceof HTMLInputElement) field.value = trace.current.join(',')
  }

  return (
    <form method="post" action={action} class="fields needs-script" onSubmit={send}>
      <input type="hidden" name="puzzle" value={id} />
      <input type="hidden" name="trace" value="" />
      <svg
        class="puzzle"
        viewBox={`0 0 ${PICTURE.width} ${PICTURE.height}`}
        role="img"
        aria-label="一张缺了一块的图片"
      >
        <image href={picture} width={PICTURE.width} height={PICTURE.height} />
        <image href={piece} x={position} y={top} width={PICTURE.piece} height={PICTURE.piece} />
      </svg>
      <div class="field">
        <label class="field-label" for="puzzle-slider">
          按住滑块，把拼图块拖到缺口上
        </label>
        <input
          class="slider"
          id="puzzle-slider"
          name="position"
          type="range"
          min={0}
          max={PICTURE.width - PICTURE.piece}
          value={position}
          aria-describedby="puzzle-hint"
          onInput={move}
        />
        <p class="field-hint" id="puzzle-hint">
          也可以用键盘的左右方向键移动。2 分钟内有效。
        </p>
        <p class="field-error" role="status">
          {hasty && '请按住滑块慢慢拖过去，不要直接点到位置上。'}
        </p>
      </div>
      <Button kind="primary" wide>
        对好了，下一步
      </Button>
    </form>
  )
}
