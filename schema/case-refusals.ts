/** What is said where something cannot be done with a case. */
import type { Refusal } from './refusal.ts'

export type CaseReason =
  | 'case_unknown'
  | 'case_submit_outdated'
  | 'case_not_allowed'
  | 'case_not_here'
  | 'case_not_yours'
  | 'case_not_in_region'
  | 'case_drafts_full'
  | 'case_moved'
  | 'case_kept_meanwhile'
  | 'case_words_missing'
  | 'case_rated'
  | 'case_incomplete'
  | 'case_taken'
  | 'case_effect_refused'
  | 'case_changed'
  | 'case_too_often'
  | 'file_type'
  | 'file_size'
  | 'files_full'

export const caseRefusals: Record<CaseReason, Refusal> = {
  case_unknown: { status: 404, text: '没有找到这个办件。它可能已经删除，或者不是您能办的事项。' },
  case_not_allowed: {
    status: 403,
    text: '这个事项不在您的授权范围内。请联系本单位的法定代表人或管理员，请他们给您授权。',
  },
  case_not_here: {
    status: 409,
    text: '这个事项暂时不能在大厅办理，这一步没有办成。事项页面上写着现在在哪里办。',
  },
  case_not_yours: {
    status: 409,
    text: '这个事项要本人用个人账号办，单位不能代办，没有新建办件。请本人登录个人中心办理。',
  },
  case_not_in_region: {
    status: 409,
    text: '这个事项只在个别市办理，您单位的登记地不在那里，没有新建办件。',
  },
  case_drafts_full: {
    status: 409,
    text: '本单位没有提交的草稿已经有 100 个，不能再新建。请先提交或删除用不着的草稿。',
  },
  case_moved: {
    status: 409,
    text: '这个办件刚才已经有人办了下一步，您这一次没有办成，也没有改动。请看下面最新的进度。',
  },
  case_kept_meanwhile: {
    status: 409,
    text: '您填写的时候，本单位有人也保存了这个办件，您这次的还没有保存。您填的都在下面，核对后再点一次就以您的为准；这次选的文件要重新选。',
  },
  case_submit_outdated: {
    status: 409,
    text: '提交的时候，这个办件在别处又改过，所以没有提交。您填的都在下面，这次选的文件已经收下，不用重选。请核对后再点一次提交。',
  },
  case_words_missing: { status: 422, text: '请写明意见，最多 500 个字。', field: 'words' },
  case_rated: { status: 409, text: '这个办件已经评价过了，每个办件只能评价一次。' },
  case_incomplete: { status: 422, text: '还有内容没有填好，没有提交。填过的都已经存成草稿。' },
  case_taken: { status: 409, text: '这个办件刚才已经由别的窗口人员领走了。请领下一个。' },
  case_effect_refused: {
    status: 409,
    text: '没有办结：照现在填报的内容，通过以后的登记做不成，例如已经登记过，填的人还没有注册个人账号，或者缴费基数已经变了。请要求补正，改好再交。',
  },
  case_changed: {
    status: 409,
    text: '您打开这一页以后，内容又改过，您这一次的决定没有记下。下面是最新的内容，请核对以后再决定。',
  },
  case_too_often: {
    status: 429,
    text: '本单位一分钟内保存、提交得太多，这一次没有收下。以前保存的都在，请过一分钟再试。',
  },
  file_type: {
    status: 422,
    text: '有文件打开来不是完整的 PDF、JPG、PNG、XLSX 或 DOCX（改文件名没有用；带宏的也不收），这次上传的文件都没有收下。填写的内容已经保存。',
  },
  file_size: {
    status: 413,
    text: '文件超过 20 MB，没有收下。请压缩或分成几个文件，一次传一个。以前保存的内容都在。',
  },
  files_full: {
    status: 409,
    text: '每个办件最多 20 个文件，已经满了，这次上传的文件没有收下。填写的内容已经保存。请删除用不着的文件再传。',
  },
}

/** What is said to a person about a case of their own, where it is not the same. */
const ownTexts: Partial<Record<CaseReason, string>> = {
  case_not_yours: '这个事项由单位办理，个人账号不能办，没有新建办件。请用单位账号登录。',
  case_not_in_region: '这个事项只在个别市办理，您选的地区不在那里，没有新建办件。请换一个地区。',
  case_drafts_full: '您没有提交的草稿已经有 20 个，不能再新建。请先提交或删除用不着的草稿。',
  case_kept_meanwhile:
    '您在另一个页面也保存过这个办件，这一次的还没有保存。您填的都在下面，核对后再点一次就以这次的为准；这次选的文件要重新选。',
  case_too_often: '您一分钟内保存、提交得太多，这一次没有收下。以前保存的都在，请过一分钟再试。',
}

export const caseRefusalFor = (reason: CaseReason, whose: 'unit' | 'person'): Refusal => ({
  ...caseRefusals[reason],
  text: (whose === 'person' ? ownTexts[reason] : undefined) ?? caseRefusals[reason].text,
})

export type CaseQueryReason = 'case_query_invalid'
export const caseQueryRefusals: Record<CaseQueryReason, Refusal> = {
  case_query_invalid: { status: 400, text: '查询的条件不对。请按接口文档填写。' },
}
