export interface ShownNotice {
  id: string
  /** 「公告」, 「公示」. */
  kind: string
  title: string
  /** Ready to read: 「2026年11月20日」. */
  day: string
}

/** Titles with their day, the newest first. */
export function NoticeList({ notices }: { notices: readonly ShownNotice[] }) {
  return (
    <ul class="notice-list">
      {notices.map(({ id, kind, title, day }) => (
        <li key={id}>
          <a href={`/notices/${id}`}>
            {kind}：{title}
          </a>
          <span class="quiet digits">{day}</span>
        </li>
      ))}
    </ul>
  )
}
