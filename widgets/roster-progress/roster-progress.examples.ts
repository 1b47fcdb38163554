import type { Examples } from '../ui/examples.ts'
import type { RosterProgressProps } from './roster-progress.tsx'

const statusUrl = '/api/v1/rosters/01k'

export const rosterProgressExamples: Examples<RosterProgressProps> = {
  'just handed in': { statusUrl, state: 'waiting', rows: 0, done: 0, failed: 0 },
  'being read': { statusUrl, state: 'waiting', rows: 15_000, done: 0, failed: 0 },
  working: { statusUrl, state: 'working', rows: 50_000, done: 3188, failed: 12 },
  done: { statusUrl, state: 'done', rows: 50_000, done: 50_000, failed: 0 },
  'some refused': { statusUrl, state: 'done', rows: 50_000, done: 49_840, failed: 160 },
  'all refused': { statusUrl, state: 'done', rows: 12, done: 0, failed: 12 },
  'not filed': {
    ...{ statusUrl, state: 'failed', rows: 0, done: 0, failed: 0 },
    problem: '这个文件没有传完整，打不开，没有办理。请在电脑上打开它看一看，另存一份再上传。',
  },
}
