/** Notices: their list and one of them. */
import { NoticeList, type ShownNotice } from '../../widgets/notice-list/notice-list.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'

export function Notices({ notices, older }: { notices: ShownNotice[]; older: string | undefined }) {
  return (
    <div class="stack">
      <h1>公示公告</h1>
      {notices.length > 0 ? (
        <div class="sheet">
          <NoticeList notices={notices} />
        </div>
      ) : (
        <Empty title="还没有公告">
          <p>发布以后会列在这里，也可以在上面搜索。</p>
        </Empty>
      )}
      {older && (
        <p>
          <a href={older}>看更早的</a>
        </p>
      )}
    </div>
  )
}

export function NoticePage({ notice }: { notice: ShownNotice & { issuer: string; body: string } }) {
  const { title, kind, issuer, day, body } = notice
  return (
    <article class="sheet stack">
      <h1>{title}</h1>
      <p class="quiet">
        {kind}，{issuer}，{day}
      </p>
      <div class="stack">
        {body.split(/\n+/).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
      <p>
        <a href="/notices">看全部公告</a>
      </p>
    </article>
  )
}
