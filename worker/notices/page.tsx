/** Notices: their list and one of them. */
import { NoticeList, type ShownNotice } from '../../widgets/notice-list/notice-list.tsx'
import { Empty } from '../../widgets/ui/empty.tsx'
import { Notice } from '../../widgets/ui/notice.tsx'

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

interface NoticePageProps {
  notice: ShownNotice & { issuer: string; body: string }
  files: readonly { id: string; name: string }[]
}

/** What is said of one that holds no longer. */
export const Withdrawn = ({ title }: { title: string }) => (
  <article class="sheet stack">
    <h1>{title}</h1>
    <Notice kind="wait" title="这份公告已经撤下">
      发布的单位撤下了它，内容不再有效。最新的请看公示公告。
    </Notice>
    <p>
      <a href="/notices">看全部公告</a>
    </p>
  </article>
)

export function NoticePage({ notice, files }: NoticePageProps) {
  const { id, title, kind, issuer, day, body } = notice
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
      {files.length > 0 && (
        <section class="stack" aria-labelledby="files">
          <h2 id="files">附件</h2>
          <ul>
            {files.map((file) => (
              <li key={file.id}>
                <a href={`/notices/${id}/files/${file.id}`} download>
                  {file.name}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a href="/notices">看全部公告</a>
      </p>
    </article>
  )
}
