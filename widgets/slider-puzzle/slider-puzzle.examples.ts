import type { Examples } from '../ui/examples.ts'
import type { SliderPuzzleProps } from './slider-puzzle.tsx'

/** One grey pixel: what it shows is drawn by the hall. */
const GREY =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOor6//DwAFhAKA3mbyiAAAAABJRU5ErkJggg=='

export const sliderPuzzleExamples: Examples<SliderPuzzleProps> = {
  empty: {
    action: '/recovery/puzzle/slider',
    id: '01k8zq1m3x5v7b9d2f4h6j8n0p',
    picture: GREY,
    piece: GREY,
    top: 40,
  },
}
