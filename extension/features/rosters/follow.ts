/** In the background: asks the hall each minute after jobs that somebody wants to hear of, and tells when one is over. */
import { browser } from 'wxt/browser'
import { isRosterOver, jobPage, type RosterProgress } from '../../../schema/roster-job.ts'
import { type Followed, messages, read } from '../../messages.ts'
import { isHall } from '../halls.ts'
import { allFollowed, dropFollowed, keepFollowed } from './followed.ts'
import { statusOf } from './hall-rosters.ts'

const ALARM = 'rosters'
const EVERY_MINUTES = 1
const PARTED = ' '
/** Nobody waits longer, and a hall where somebody else is signed in, or nobody, never tells. */
const MOST_MS = 7 * 86_400_000

export function followRosters(): void {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    // Our own pages; a content script speaks from the page's address.
    if (sender.id !== browser.runtime.id || !sender.url?.startsWith(`${location.origin}/`)) return
    const job = read(messages.follow.asks, message)
    if (job && isHall(job.hall)) void follow(job)
  })
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void lookAtAll()
  })
  // There is no such thing to listen to before the person allows it.
  browser.notifications?.onClicked.addListener((shown) => {
    const [hall = '', id = ''] = shown.split(PARTED)
    if (isHall(hall)) void browser.tabs.create({ url: hall + jobPage(id) })
  })
}

async function follow(job: Followed): Promise<void> {
  await keepFollowed({ ...job, since: Date.now() })
  await browser.alarms.create(ALARM, { periodInMinutes: EVERY_MINUTES })
  await lookAtAll()
}

async function lookAtAll(): Promise<void> {
  const jobs = await allFollowed()
  for (const job of jobs) {
    const told = await statusOf(job.hall, job.id)
    if (told === 'gone' || Date.now() - job.since > MOST_MS) await dropFollowed(job)
    if (told === 'gone' || !told || !isRosterOver(told.state)) continue
    // Whoever drops it tells of it: two looks at once tell once.
    await dropFollowed(job)
    tell(job, told)
  }
  if ((await allFollowed()).length === 0) await browser.alarms.clear(ALARM)
}

function tell(
  { hall, id, fileName }: Followed,
  { state, trial, done, failed, problem }: RosterProgress,
): void {
  const [right, wrong] = trial ? ['可以办', '不能办'] : ['办成', '没有办成']
  const counts = `${right} ${done.toLocaleString('zh-CN')} 行，${wrong} ${failed.toLocaleString('zh-CN')} 行。`
  void browser.notifications?.create([hall, id].join(PARTED), {
    type: 'basic',
    iconUrl: `${location.origin}/icon/128.png`,
    title: state !== 'done' ? '表格没有办理' : trial ? '表格核对完了' : '表格办完了',
    message: `${fileName}\n${state === 'done' ? counts : (problem?.text ?? '请到大厅看看原因。')}`,
  })
}
