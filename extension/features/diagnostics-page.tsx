/** The state of every link from the page to the key, with what to do, to be looked at or copied for the help desk. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../widgets/ui/button.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'
import { type Link, linksOf, reportOf, summaryOf } from './diagnosis.ts'
import { askHall, hallInView } from './hall.ts'
import { Head } from './head.tsx'
import { hostStatus } from './host.ts'
import { LinkList } from './link-list.tsx'
import { ownBrowser } from './own-browser.ts'
import { ownVersion } from './own-version.ts'

async function findOut(): Promise<Link[]> {
  const [hall, host] = await Promise.all([hallInView().then(askHall), hostStatus()])
  return linksOf({
    ...{ version: ownVersion(), ...ownBrowser(navigator), hall },
    host: 'ok' in host ? { fault: host.fault } : host,
  })
}

export function DiagnosticsPage() {
  const [links, setLinks] = useState<Link[]>()
  const [looking, setLooking] = useState(false)
  const [said, setSaid] = useState('')
  const busy = useRef(false)

  const look = useCallback(async () => {
    if (busy.current) return
    busy.current = true
    setLooking(true)
    setLinks(await findOut())
    setLooking(false)
    busy.current = false
  }, [])
  useEffect(() => void look(), [look])

  const again = async () => {
    setSaid('')
    await look()
    setSaid('又查了一遍。')
  }
  const copy = async (known: Link[]) => {
    await navigator.clipboard.writeText(reportOf(known, new Date()))
    setSaid('诊断结果已经复制，可以粘贴给服务台。里面没有姓名、单位和证书内容。')
  }
  const kinds = { good: 'done', off: 'done', wait: 'wait', bad: 'stop' } as const
  const summary = links && summaryOf(links)
  return (
    <>
      <Head />
      <main class="page" id="main">
        <h1>证书登录诊断</h1>
        <p class="lead">从网页到证书，一段一段查。哪一段不通，就照那一段写的办。</p>
        {summary ? (
          <Notice kind={kinds[summary.state]}>{summary.says}</Notice>
        ) : (
          <p class="panel-wait">正在一段一段查…</p>
        )}
        {links && <LinkList links={links} />}
        {links && (
          <div class="actions">
            <Button kind="primary" type="button" working={looking} workingLabel="正在查…" onClick={again}>
              再查一次
            </Button>
            <Button type="button" onClick={() => copy(links)}>
              复制诊断结果
            </Button>
          </div>
        )}
        <p role="status">{said}</p>
      </main>
    </>
  )
}
