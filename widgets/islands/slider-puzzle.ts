import { define } from '../define.ts'
import { SliderPuzzle } from '../slider-puzzle/slider-puzzle.tsx'

define('slider-puzzle', SliderPuzzle)
