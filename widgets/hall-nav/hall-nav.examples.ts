import type { Examples } from '../ui/examples.ts'
import type { HallNavProps } from './hall-nav.tsx'

export const hallNavExamples: Examples<HallNavProps> = {
  'at home': { current: '/' },
  'after a search': { query: '工伤' },
}
