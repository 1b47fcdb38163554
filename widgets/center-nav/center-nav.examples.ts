import type { Examples } from '../ui/examples.ts'
import type { CenterNavProps } from './center-nav.tsx'

export const centerNavExamples: Examples<CenterNavProps> = {
  'the home': { path: '/center' },
  'a page of the account': { path: '/center/sessions' },
  'a page below an entry': { path: '/center/apps/stop' },
  'things that wait': { path: '/center/activity', counts: { '/center/apps': 12, '/center': 3 } },
}
