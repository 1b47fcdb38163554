import type { Examples } from '../ui/examples.ts'
import type { ParcelTrackProps } from './parcel-track.tsx'

const waits = { id: 'e1', state: '等快递员来取', time: '11月18日 09:12' }
const travels = {
  ...{ id: 'e2', state: '运输中', time: '11月19日 22:40' },
  note: '离开南京转运中心，下一站泰州转运中心，预计明天到达海陵营业部',
}

export const parcelTrackExamples: Examples<ParcelTrackProps> = {
  'nothing told yet': { events: [], over: false },
  'just put in': { events: [waits], over: false },
  'on its way': { events: [travels, waits], over: false },
  arrived: {
    events: [{ id: 'e3', state: '已签收', note: '本人签收', time: '11月20日 10:05' }, travels, waits],
    over: true,
  },
}
