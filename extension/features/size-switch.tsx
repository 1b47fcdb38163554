/** Caring mode, kept for this browser. The hall's own switch is in a cookie that is not ours to read. */
import { useState } from 'preact/hooks'
import { Button } from '../../widgets/ui/button.tsx'

const KEPT = 'size'

/** Before anything is drawn, so that nothing jumps. */
export function applySize(): void {
  if (localStorage.getItem(KEPT) === 'large') document.documentElement.dataset.size = 'large'
}

export function SizeSwitch() {
  const [large, setLarge] = useState(localStorage.getItem(KEPT) === 'large')
  const turn = () => {
    localStorage.setItem(KEPT, large ? 'normal' : 'large')
    if (large) delete document.documentElement.dataset.size
    else document.documentElement.dataset.size = 'large'
    setLarge(!large)
  }
  return (
    <Button kind="plain" type="button" pressed={large} onClick={turn}>
      关怀模式
    </Button>
  )
}
