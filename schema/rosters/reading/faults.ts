/** Why a file cannot be read as a roster. Codes and sentences; nothing of what is in the file. */
import type { Copy } from '../../fields/copy-type.ts'
import type { TemplateCode } from '../names.ts'

export const fileCopy = {
  'file.empty': '这个文件是空的，请看看是不是选错了文件。',
  'file.too_large': '这个文件太大，最大可以收二十兆。请把不用的表和图片删掉，或者分成几个文件。',
  'file.not_spreadsheet': '这个文件不是表格，请换成表格文件，或者把内容另存为表格再试。',
  'file.old_format': '这是旧格式的表格，请用表格软件打开，另存为新格式的工作簿后再试。',
  'file.other_format': '这种表格格式这里读不了，请用表格软件打开，另存为通用的工作簿格式后再试。',
  'file.web_page': '这个文件其实是一张网页，请用表格软件打开，另存为工作簿后再试。',
  'file.encrypted': '这个文件设了打开密码，请在表格软件里去掉密码，另存后再试。',
  'file.macros': '这个文件里有宏，为了安全不能收。请另存为不带宏的工作簿后再试。',
  'file.truncated': '这个文件不完整，可能没有下载完或者没有复制完，请重新取一份再试。',
  'file.damaged': '这个文件坏了，读到一半读不下去。请用表格软件打开，另存一份后再试。',
  'file.bomb': '这个文件展开后大得不合常理，为了安全没有读下去。请把数据复制到一张新表里再试。',
  'file.too_much': '这张表太大，这台电脑读不下。请把人员分成几个文件再试。',
  'file.entities': '这个文件里夹带了表格用不着的内容，为了安全没有读下去。请把数据复制到一张新表里再试。',
  'file.no_sheet': '这个文件里没有可以读的工作表，请看看是不是选错了文件。',
  'file.no_header': '表里没有找到标题行。请让其中一行写着姓名、证件号码这样的列名，或者用模板重新填写。',
  'file.is_enrolment':
    '这个文件是「用工参保登记」的表格，不是您选的事项的，所以没有办理。请换一个文件，或者到用工参保登记里上传它。',
  'file.is_termination':
    '这个文件是「退工停保登记」的表格，不是您选的事项的，所以没有办理。请换一个文件，或者到退工停保登记里上传它。',
  'file.is_basic_data':
    '这个文件是「人员基础信息采集」的表格，不是您选的事项的，所以没有办理。请换一个文件，或者到人员基础信息采集里上传它。',
  'file.is_base_adjustment':
    '这个文件是「缴费基数调整」的表格，不是您选的事项的，所以没有办理。请换一个文件，或者到缴费基数调整里上传它。',
  'file.columns_missing': '表里缺少必须有的列，请对照模板补上，或者核对列名。',
  'file.columns_doubled':
    '表里有两列叫同一个名字，分不清该用哪一列，所以没有办理。请删掉一列，或者改掉它的名字，再上传一次。',
  'file.no_rows': '表里没有人员，请看看数据是不是在别的工作表里。',
  'file.too_many_rows': '表里的人员超过了五万行，请分成几个文件。',
  'file.too_many_columns': '表里的列太多，超过了两百五十六列。请只留下办理用得到的列。',
  'file.mixed_encoding': '这个文件前后用了不同的文字编码，有些行会变成乱码。请用表格软件另存为工作簿后再试。',
  'file.broken_csv': '这个文件里的引号没有成对，分不清哪里是一格。请用表格软件打开，另存后再试。',
} as const satisfies Copy
export type FileFault = keyof typeof fileCopy

/** Of a table that is another template's. */
export const FAULT_OF: Record<TemplateCode, FileFault> = {
  enrolment: 'file.is_enrolment',
  termination: 'file.is_termination',
  'basic-data': 'file.is_basic_data',
  'base-adjustment': 'file.is_base_adjustment',
}

/**
 * Thrown while a file is read: a fault may show only after many rows were given. Whoever reads catches it once;
 * nothing of such a file is filed.
 */
export class Unreadable extends Error {
  readonly fault: FileFault
  /** Keys of the columns that are missing or there twice, where that is the fault. */
  readonly columns: readonly string[]
  constructor(fault: FileFault, columns: readonly string[] = []) {
    super(fault)
    this.fault = fault
    this.columns = columns
  }
}

export const fileMessage = (fault: FileFault): string => fileCopy[fault]
