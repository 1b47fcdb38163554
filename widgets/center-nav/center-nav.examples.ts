import type { Examples } from '../ui/examples.ts'
import type { CenterNavProps } from './center-nav.tsx'

export const centerNavExamples: Examples<CenterNavProps> = {
  'the home': { path: '/center', keeps: true },
  'a handler’s page of the account': { path: '/center/sessions', keeps: false },
  'a page below an entry': { path: '/center/apps/stop', keeps: true },
  'things that wait': { path: '/center/activity', keeps: true, counts: { '/center/apps': 12, '/center': 3 } },
}
