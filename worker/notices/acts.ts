/** Notices as pages show them. */
import type { ShownNotice } from '../../widgets/notice-list/notice-list.tsx'
import { longDay } from '../lib/short-time.ts'
import type { NoticeKind, NoticeRow } from './store.ts'

export const noticeKinds: Record<NoticeKind, string> = { announcement: '公告', publicity: '公示' }

export const shownNotice = ({ id, kind, title, published_at }: NoticeRow): ShownNotice => ({
  ...{ id, kind: noticeKinds[kind], title, day: longDay.format(published_at) },
})
