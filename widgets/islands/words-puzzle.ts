import { define } from '../define.ts'
import { WordsPuzzle } from '../words-puzzle/words-puzzle.tsx'

define('words-puzzle', WordsPuzzle)
