/** What is said where a spreadsheet is not taken in. Why one that was taken in was not filed, its reader says. */
import type { Copy } from './fields/copy-type.ts'
import type { Refusal } from './refusal.ts'
import { type FileFault, fileCopy } from './rosters/reading/faults.ts'

export type RosterReason =
  | 'roster_unknown'
  | 'roster_template_unknown'
  | 'roster_not_allowed'
  | 'roster_stopped'
  | 'roster_missing'
  | 'roster_size'
  | 'roster_empty'
  | 'roster_broken_off'
  | 'roster_type'
  | 'roster_many'
  | 'roster_too_often'
  | 'roster_files_often'
  | 'roster_gone'
  | 'roster_by_case'

export const rosterRefusals: Record<RosterReason, Refusal> = {
  roster_unknown: { status: 404, text: '没有找到这次批量办理。它可能不是您能办的事项，请回到列表看看。' },
  roster_template_unknown: {
    status: 404,
    text: '没有这种批量模板。现在可以批量办理的有：用工参保登记、退工停保登记、人员基础信息采集、缴费基数调整。',
  },
  roster_not_allowed: {
    status: 403,
    text: '这个事项不在您的授权范围内，文件没有收下。请联系本单位的法定代表人或管理员，请他们给您授权。',
  },
  roster_stopped: {
    status: 409,
    text: '这个事项现在停办，或者在您单位的登记地办不了，文件没有收下。',
  },
  roster_missing: {
    status: 422,
    text: '没有收到文件。请先选好要上传的表格，再点「上传并办理」。',
    field: 'file',
  },
  roster_size: {
    status: 413,
    text: '文件超过 20 MB，没有收下。请删掉用不着的工作表和图片，或者把人员分成几个文件上传。',
    field: 'file',
  },
  roster_empty: { status: 422, text: '这个文件是空的，没有收下。请核对后重新选择文件。', field: 'file' },
  roster_broken_off: {
    status: 400,
    text: '文件只传到一半就断了，没有收下，也没有办理。可能是网络不稳，请再上传一次。',
    field: 'file',
  },
  roster_type: {
    status: 415,
    text: '文件没有按说好的格式发来，没有收下。请在上传页里选择表格，再点「上传并办理」；用软件上传的，请让软件的开发者对照接口说明核对。',
  },
  roster_many: {
    status: 409,
    text: '本单位已经有 20 个文件在排队办理，这一个没有收下。请等前面的办完再上传。',
  },
  roster_too_often: {
    status: 429,
    text: '本单位一分钟内上传得太多，这一次没有收下。以前上传的都在照常办理，请过一分钟再试。',
  },
  roster_files_often: {
    status: 429,
    text: '您一分钟内下载得太多，这一次没有给出文件。结果都在，请过一分钟再下载。',
  },
  roster_by_case: {
    status: 409,
    text: '缴费基数调整要由人社窗口审核，不能直接上传办理，文件没有收下。请在「缴费基数调整（上调）」办件里上传这份表格，和证明材料一起提交。',
  },
  roster_gone: {
    status: 410,
    text: '这次批量办理结束已经超过 90 天，文件和每一行的结果都删除了。办成的参保变更可以在人员月度变更里查到。',
  },
}

/** With the administration's own words. */
export const sayStopped = (words: string): Refusal => ({
  ...rosterRefusals.roster_stopped,
  text: rosterRefusals.roster_stopped.text + words,
})

/** Why nothing of a file was filed, beside what its reader says of it. */
const problemCopy = {
  'roster.replaced': '这份表格已经从办件里拿掉，没有办理。',
  'roster.unread':
    '文件收下了，但大厅这边试了几次都没有读完，没有办理。请把人员分成几个小一点的文件再上传；还是不行的话，请联系服务热线。',
} as const satisfies Copy
export type RosterProblem = FileFault | keyof typeof problemCopy

const problems: Copy = { ...fileCopy, ...problemCopy }
/** @param headers of the columns that are missing, as the template has them */
export function rosterProblemText(code: string, headers: readonly string[] = []): string {
  const named = headers.join('、')
  if (code === 'file.columns_doubled' && headers.length > 0)
    return `表里有不止一列像是「${named}」，名字一样，分不清该用哪一列，所以没有办理。请只留一列，或者改掉另一列的名字，再上传一次。`
  if (headers.length > 0)
    return `表里缺少必须有的列：${named}。请对照模板补上；如果有这些列，请把列名改成和模板一样，再上传一次。`
  return problems[code] ?? problemCopy['roster.unread']
}

/** Why a row was not filed, where neither the row itself nor the ledger is the reason. */
export const rosterRowCopy = {
  'row.not_allowed':
    '办到这一行的时候，上传的人已经没有这个事项的授权，这一行没有办。请有授权的人下载没有办成的行，再上传一次。',
  'row.lost':
    '表格收下以后，这一段里的行大厅这边读不出来了，没有办。请在原表里找到这些行，另存成一张表再上传；还是不行的话，请联系服务热线。',
  'row.stopped':
    '办到这一行的时候，这个事项已经停办，或者在本单位的登记地办不了，这一行没有办。请看事项页面上写的；恢复以后，下载没有办成的行再上传一次。',
  'row.stuck':
    '这一行大厅试了几次都没有办成，别的行不受影响。请单个申报这个人；还是不行的话，请联系服务热线。',
} as const satisfies Copy
