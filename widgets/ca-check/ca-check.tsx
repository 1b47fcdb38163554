import { useEffect, useState } from 'preact/hooks'
import type { CaDriver } from '../../schema/ca.ts'
import type { BridgeStatus, HostStatus } from '../../schema/ca-bridge.ts'
import { bridgeTexts } from '../../schema/ca-refusals.ts'
import { ask, type Fault } from '../ca-login/bridge.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** What was found, or why nothing was; nothing at all before it was looked. */
export type Found = { status: BridgeStatus } | Fault | undefined

export interface CaCheckProps {
  /** Looks as soon as it is awake. */
  eager?: boolean
  found?: Found
}

/** The host may have to start, and look through every driver. */
const PATIENCE_MS = 20_000

const DRIVERS: Record<CaDriver, string> = {
  ...{ pkcs11: '通用证书接口', skf: '国密证书接口', jsca: '江苏 CA 客户端' },
  ...{ guoxin: '国信 CA 客户端', bjca: '北京 CA 客户端' },
}
type Driver = HostStatus['drivers'][number]
const STATES: Record<Driver['state'], (keys: number) => string> = {
  ready: (keys) => `能用，读到 ${keys} 张签名证书`,
  no_key: () => '能用，现在没有插证书',
  not_installed: () => '没有安装，不用这一种的话不必理会',
  failed: () => '装了，但是没有回应',
}

interface Link {
  name: string
  kind: 'done' | 'stop' | 'wait' | 'info'
  says: string
}

/** Each link of the chain, in the order in which a request goes through them. */
export function linksOf(found: Exclude<Found, undefined>): Link[] {
  if ('fault' in found) return [{ name: '证书助手', kind: 'stop', says: bridgeTexts[found.fault].title }]
  const { extension, host } = found.status
  const own: Link = { name: '证书助手', kind: 'done', says: `已经装好，版本 ${extension}` }
  if ('fault' in host)
    return [own, { name: '证书驱动程序', kind: 'stop', says: bridgeTexts[host.fault].title }]
  const keys = host.drivers.reduce((sum, driver) => sum + driver.keys, 0)
  return [
    own,
    { name: '证书驱动程序', kind: 'done', says: `已经装好，版本 ${host.version}` },
    ...host.drivers.map(({ driver, state, keys: own }): Link => {
      const kind = state === 'failed' ? 'stop' : state === 'not_installed' ? 'info' : 'done'
      return { name: DRIVERS[driver], kind, says: STATES[state](own) }
    }),
    keys > 0
      ? { name: 'CA 证书', kind: 'done', says: `读到 ${keys} 张，可以登录了` }
      : { name: 'CA 证书', kind: 'wait', says: bridgeTexts.no_key.title },
  ]
}

/** What to do about it, in the words of the list that all sides share. */
function todoOf(found: Exclude<Found, undefined>): string | undefined {
  if ('fault' in found) return bridgeTexts[found.fault].text
  const { host } = found.status
  if ('fault' in host) return bridgeTexts[host.fault].text
  return host.drivers.some(({ keys }) => keys > 0) ? undefined : bridgeTexts.no_key.text
}

/** How it stands between this page and a CA key. */
export function CaCheck({ eager, found: first }: CaCheckProps) {
  const [found, setFound] = useState<Found>(first)
  const [working, setWorking] = useState(false)
  const look = async () => {
    setWorking(true)
    const hello = await ask({ kind: 'hello' }, { milliseconds: 1_000, over: 'no_extension' })
    const answer = hello.ok
      ? await ask({ kind: 'status' }, { milliseconds: PATIENCE_MS, over: 'host_failed' })
      : hello
    setFound(answer.ok ? ('status' in answer ? answer : { fault: 'host_failed' }) : answer)
    setWorking(false)
  }
  useEffect(() => {
    if (eager) look()
  }, [])
  const todo = found && todoOf(found)
  return (
    <div class="stack">
      <div class="script-place">
        <p class="until-script">
          正在准备。一直没有动静的话，是浏览器没有运行脚本（JavaScript），请打开以后刷新这一页。
        </p>
        <div class="actions needs-script">
          <Button kind="primary" type="button" working={working} workingLabel="正在检查…" onClick={look}>
            {found ? '再检查一次' : '检查一下'}
          </Button>
        </div>
      </div>
      <div class="stack check-place" aria-live="polite">
        {found && (
          <ol class="check-links">
            {linksOf(found).map(({ name, kind, says }) => (
              <li key={name}>
                <Notice kind={kind} title={name}>
                  <p>{says}。</p>
                </Notice>
              </li>
            ))}
          </ol>
        )}
        {todo && <p>{todo}</p>}
      </div>
    </div>
  )
}
