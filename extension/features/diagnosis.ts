/** The links between a page and a key, one by one: how each is, and what to do about it. */

import type { CaDriver } from '../../schema/ca.ts'
import type { BridgeStatus, HostStatus } from '../../schema/ca-bridge.ts'
import { bridgeTexts } from '../../schema/ca-refusals.ts'
import type { HallFinding } from './hall.ts'

export type State = 'good' | 'wait' | 'bad' | 'off'

export interface Link {
  name: string
  state: State
  says: string
  todo?: string
}

export interface Findings {
  /** Of the extension. */
  version: string
  /** Name and version, and the system below, as a help desk would ask for them. */
  browser: string
  system: string
  hall: HallFinding
  host: BridgeStatus['host']
}

export const driverNames: Record<CaDriver, string> = {
  pkcs11: '通用证书接口',
  skf: '国密证书接口',
  jsca: '江苏 CA 客户端',
  guoxin: '国信 CA 客户端',
  bjca: '北京 CA 客户端',
}

/** Past this, a certificate may seem too new or too old. */
const MOST_SKEW_MS = 2 * 60_000

const hallLink = (hall: HallFinding): Link =>
  hall.state === 'unreachable'
    ? {
        ...{ name: '办事大厅', state: 'bad', says: '连不上大厅。' },
        todo: '请看看电脑能不能上网；能上网的话，请过几分钟再查一次。',
      }
    : {
        ...{ name: '办事大厅', state: 'good' },
        says: hall.state === 'signed_in' ? '能连上，您已经登录。' : '能连上，您还没有登录。',
      }

function clockLink(hall: HallFinding): Link {
  const name = '电脑时间'
  if (hall.state === 'unreachable') return { name, state: 'off', says: '连上大厅以后才能核对。' }
  const ahead = hall.aheadMs
  if (ahead === undefined) return { name, state: 'off', says: '大厅没有报出时间，没有核对。' }
  if (Math.abs(ahead) <= MOST_SKEW_MS) return { name, state: 'good', says: '和大厅的时间一致。' }
  const minutes = Math.round(Math.abs(ahead) / 60_000).toLocaleString('zh-CN')
  return {
    ...{ name, state: 'wait', says: `比大厅的时间${ahead > 0 ? '快' : '慢'}了 ${minutes} 分钟。` },
    todo: '证书的有效期按时间核对。请在电脑的日期和时间设置里打开「自动设置时间」，再查一次。',
  }
}

function hostLink(host: BridgeStatus['host']): Link {
  const name = '证书驱动程序'
  if (!('fault' in host)) return { name, state: 'good', says: `已经装好，版本 ${host.version}。` }
  const { title, text } = bridgeTexts[host.fault]
  return { name, state: 'bad', says: `${title}。`, todo: text }
}

type Driver = HostStatus['drivers'][number]

/** A client that fails is in the way of nobody who has a key elsewhere. */
function driverLink({ driver, state, keys }: Driver, others: Driver[]): Link {
  const name = driverNames[driver]
  switch (state) {
    case 'ready':
      return { name, state: 'good', says: `能用，读到 ${keys} 张签名证书。` }
    case 'no_key':
      return { name, state: 'good', says: '能用，现在没有插证书。' }
    case 'not_installed':
      return { name, state: 'off', says: '没有安装。不用这一种证书的话，不必理会。' }
    case 'failed':
      return {
        ...{ name, state: others.some((other) => other.keys > 0) ? 'wait' : 'bad' },
        says: '装了，但是没有回应。',
        todo: '请拔下证书重新插好，再查一次；还是不行，请重装证书自带的客户端软件。',
      }
  }
}

function keysLink({ drivers }: HostStatus): Link {
  const keys = drivers.reduce((sum, driver) => sum + driver.keys, 0)
  if (keys === 0)
    return { name: '签名证书', state: 'wait', says: '没有读到。', todo: bridgeTexts.no_key.text }
  const says = `读到 ${keys} 张。`
  return keys === 1
    ? { name: '签名证书', state: 'good', says }
    : { name: '签名证书', state: 'good', says, todo: '登录时请认准要用的那一张。' }
}

export const linksOf = ({ version, browser, system, hall, host }: Findings): Link[] => [
  {
    ...{ name: '证书助手', state: 'good' },
    says: `已经装好，版本 ${version}。浏览器是 ${browser}，系统是 ${system}。`,
  },
  hallLink(hall),
  clockLink(hall),
  hostLink(host),
  ...('fault' in host
    ? []
    : [...host.drivers.map((driver) => driverLink(driver, host.drivers)), keysLink(host)]),
]

export const stateNames: Record<State, string> = {
  good: '正常',
  wait: '要留意',
  bad: '不通',
  off: '略过',
}

/** The sentence above all: the first thing to mend, or that nothing is. */
export function summaryOf(links: Link[]): { state: State; says: string } {
  const [broken, odd] = (['bad', 'wait'] as const).map((state) => links.find((link) => link.state === state))
  if (broken) return { state: 'bad', says: `「${broken.name}」不通，请先照那一项写的办。` }
  if (odd) return { state: 'wait', says: `都通，只有「${odd.name}」要留意。` }
  return { state: 'good', says: '从网页到证书都通，可以用证书登录。' }
}

/** For the help desk: no name, no certificate, no address. */
export const reportOf = (links: Link[], at: Date): string =>
  [
    `单位办事大厅证书助手诊断　${at.toLocaleString('zh-CN', { hour12: false })}`,
    ...links.map(({ name, state, says }) => `[${stateNames[state]}] ${name}：${says}`),
  ].join('\n')
