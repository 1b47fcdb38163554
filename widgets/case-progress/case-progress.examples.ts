import type { Examples } from '../ui/examples.ts'
import type { CaseProgressProps } from './case-progress.tsx'

const events: CaseProgressProps['events'] = [
  {
    ...{ id: '3', time: '11月21日 10:05', what: '窗口要求补正', who: '人社窗口' },
    words: '诊断证明看不清，请重新拍照上传。\n劳动合同缺最后一页。',
  },
  { id: '2', time: '11月20日 15:30', what: '窗口受理', who: '人社窗口' },
  { id: '1', time: '11月20日 09:12', what: '单位提交', who: '您本人' },
]
const stations = [
  { name: '提交', day: '11月20日' },
  { name: '受理', day: '11月20日' },
  { name: '业务审核' },
  { name: '办结' },
]

export const caseProgressExamples: Examples<CaseProgressProps> = {
  'something is asked for': {
    ...{ stations, current: 2, events },
    now: { kind: 'wait', title: '补正', words: '请按窗口的要求补好，再次提交。' },
  },
  'just submitted': {
    stations: [{ name: '提交', day: '11月20日' }, { name: '受理' }, { name: '业务审核' }, { name: '办结' }],
    ...{ current: 1, events: events.slice(2) },
    now: { kind: 'info', title: '已提交', words: '等窗口受理。受理以前您可以撤回。' },
  },
  'over and passed': {
    stations: stations.map(({ name }) => ({ name, day: '11月21日' })),
    ...{ current: 4, events },
    now: { kind: 'done', title: '办结（通过）' },
  },
  'not accepted': {
    stations: [
      { name: '提交', day: '11月20日' },
      { name: '不受理', day: '11月21日' },
    ],
    ...{ current: 2, events: events.slice(1) },
    now: { kind: 'stop', title: '不受理', words: '不属于本窗口的受理范围。' },
  },
}
