import type { Examples } from '../ui/examples.ts'
import type { HallNavProps } from './hall-nav.tsx'

export const hallNavExamples: Examples<HallNavProps> = {
  'at home': { current: '/', region: '省本级', path: '/' },
  'after a search, in a county': { query: '工伤', region: '泰州市海陵区', path: '/search?q=工伤' },
}
