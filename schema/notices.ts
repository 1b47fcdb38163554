/** Notices of the administration: what one holds, and why one was not kept. */
import * as v from 'valibot'
import { missing } from './fields/missing.ts'
import { countCharacters, foldLine } from './fields/text.ts'
import { textField } from './fields/text-field.ts'
import type { Refusal } from './refusal.ts'

export const noticeKinds = { announcement: '公告', publicity: '公示' } as const
export const NoticeKind = v.picklist(['announcement', 'publicity'], 'notice_kind.required')
export type NoticeKind = v.InferOutput<typeof NoticeKind>

export const noticeStates = { draft: '草稿', published: '已发布', withdrawn: '已撤下' } as const
export type NoticeState = keyof typeof noticeStates

export const NOTICE_FILES = 10
export const NOTICE_FILE_BYTES = 20 * 1024 * 1024

const LONGEST = { title: 100, issuer: 60, body: 20_000 } // characters; schema/migrations/0016_notices.sql

export const noticeCopy = {
  'notice_kind.required': '请选择是公告还是公示。',
  'notice_title.required': '请填写标题，2 到 100 个字。',
  'notice_title.length': '标题应该是 2 到 100 个字。',
  'notice_issuer.required': '请填写发布的单位，2 到 60 个字。',
  'notice_issuer.length': '发布的单位应该是 2 到 60 个字。',
  'notice_body.required': '请填写正文。',
  'notice_body.length': '正文最多 20,000 个字，再长的请作为附件。',
} as const
type Code = keyof typeof noticeCopy

const line = (about: string, name: 'title' | 'issuer') =>
  /* @__PURE__ */ textField(about, foldLine, (text): Code | undefined => {
    if (text === '') return `notice_${name}.required`
    const length = countCharacters(text)
    return length < 2 || length > LONGEST[name] ? `notice_${name}.length` : undefined
  })

/** Paragraphs stay, each a line; what is written is only ever shown as text. */
const foldBody = (typed: string) => typed.replace(/\r\n?/g, '\n').normalize('NFC').trim()

const Body = /* @__PURE__ */ textField('正文，每段一行', foldBody, (text): Code | undefined => {
  if (text === '') return 'notice_body.required'
  return countCharacters(text) > LONGEST.body ? 'notice_body.length' : undefined
})

/** `version`: which one was changed; 0 for a new one. */
export const WriteNotice = v.object(
  {
    kind: NoticeKind,
    title: line('标题', 'title'),
    issuer: line('发布的单位', 'issuer'),
    body: Body,
    version: v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)),
  },
  missing,
)
export type WriteNotice = v.InferOutput<typeof WriteNotice>

export type NoticeReason = 'notice_changed' | 'notice_file_type' | 'notice_file_size' | 'notice_files_full'

export const noticeRefusals: Record<NoticeReason, Refusal> = {
  notice_changed: {
    status: 409,
    text: '刚才有别人改过这份公告，这次没有保存。您写的都在下面，请先在另一个窗口看看现在的内容，再决定怎么改。',
  },
  notice_file_type: {
    status: 422,
    field: 'files',
    text: '附件里有不是完整的 PDF、JPG、PNG、Word 或 Excel 文件（改文件名没有用），没有收下。',
  },
  notice_file_size: { status: 413, field: 'files', text: '每个附件不能超过 20 MB，请压缩或者拆开。' },
  notice_files_full: { status: 409, field: 'files', text: '附件最多 10 个，请先删掉不要的。' },
}

export const noticeMessage = (code: string): string =>
  Object.hasOwn(noticeCopy, code)
    ? noticeCopy[code as Code]
    : Object.hasOwn(noticeRefusals, code)
      ? noticeRefusals[code as NoticeReason].text
      : '这一项填写得不对，请再核对一下。'
