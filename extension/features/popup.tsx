/** Who is signed in and until when, and whether the key can be used. */
import { useEffect, useState } from 'preact/hooks'
import type { Failed, HostStatus } from '../../schema/ca-bridge.ts'
import { bridgeTexts } from '../../schema/ca-refusals.ts'
import { roleNames, type Session } from '../../schema/session.ts'
import { Notice } from '../../widgets/ui/notice.tsx'
import { SummaryList } from '../../widgets/ui/summary-list.tsx'
import { clockTime } from './clock.ts'
import { askHall, type HallFinding, hallInView } from './hall.ts'
import { Head } from './head.tsx'
import { hostStatus } from './host.ts'
import { RosterSection } from './rosters/popup-section.tsx'

/** It ends after idling or at the end of the day, whichever comes first. */
function SignedIn({ session }: { session: Session }) {
  const { unit, operator, idleAt, endsAt } = session
  const until = clockTime(idleAt < endsAt ? idleAt : endsAt)
  const rows = [
    { name: '单位', value: unit.name },
    { name: roleNames[operator.role], value: operator.name },
    { name: '登录到', value: idleAt < endsAt ? `${until}（一直不操作的话）` : until },
  ]
  return <SummaryList rows={rows} />
}

function Who({ hall, finding }: { hall: string; finding: HallFinding }) {
  if (finding.state === 'unreachable')
    return (
      <Notice kind="stop" title="连不上大厅">
        请看看电脑能不能上网；能上网的话，请过几分钟再打开这里。
      </Notice>
    )
  return (
    <>
      {finding.session ? <SignedIn session={finding.session} /> : <p>您还没有登录。</p>}
      <a
        class="button button-secondary"
        href={finding.session ? `${hall}/center` : `${hall}/login`}
        target="_blank"
        rel="noopener"
      >
        {finding.session ? '打开单位中心' : '去登录'}
      </a>
    </>
  )
}

function Key({ host }: { host: HostStatus | Failed }) {
  if ('ok' in host) {
    const { title, text } = bridgeTexts[host.fault]
    return (
      <Notice kind="stop" title={title}>
        {text}
      </Notice>
    )
  }
  const keys = host.drivers.reduce((sum, driver) => sum + driver.keys, 0)
  return keys === 0 ? (
    <Notice kind="wait" title={bridgeTexts.no_key.title}>
      {bridgeTexts.no_key.text}
    </Notice>
  ) : (
    <Notice kind="done" title="证书可以用">
      读到 {keys} 张签名证书。
    </Notice>
  )
}

export function Popup() {
  const [who, setWho] = useState<{ hall: string; finding: HallFinding }>()
  const [host, setHost] = useState<HostStatus | Failed>()
  useEffect(() => {
    void hallInView().then(async (hall) => setWho({ hall, finding: await askHall(hall) }))
    void hostStatus().then(setHost)
  }, [])
  return (
    <>
      <Head />
      <main class="popup">
        <section class="stack" aria-labelledby="who">
          <h1 id="who">登录</h1>
          {who ? <Who {...who} /> : <p class="panel-wait">正在问大厅…</p>}
        </section>
        {who && <RosterSection hall={who.hall} signedIn={who.finding.state === 'signed_in'} />}
        <section class="stack" aria-labelledby="key">
          <h2 id="key">CA 证书</h2>
          {host ? <Key host={host} /> : <p class="panel-wait">正在找证书…</p>}
          <a href="/diagnostics.html" target="_blank" rel="noopener">
            用不了？逐段诊断
          </a>
        </section>
      </main>
    </>
  )
}
