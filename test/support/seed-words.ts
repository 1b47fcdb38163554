/** What the units to look around in have written in their cases. */

export const CONTACT = { contactName: '周晓兰', contactMobile: '025-83270016' }

const PERSON = { personName: '王小满', personDocument: '320102198803070029' }

/** Insured by the busy unit, so that her base can be raised. */
export const EMPLOYEE = { name: PERSON.personName, documentNumber: PERSON.personDocument }

export const RETURN = {
  ...{ ...PERSON, ...CONTACT },
  reason: '申报表第 3 页的毕业时间填成了 2012 年，应当是 2011 年 6 月。\n毕业证书扫描件没有错。',
}

export const PUBLICITY = {
  ...{ ...PERSON, ...CONTACT, title: '工程师', place: '公司一楼公告栏' },
  ...{ from: '2026-10-12', until: '2026-10-19', reason: '公示 5 个工作日，没有收到异议。' },
}

export const TRAINING = {
  ...{ ...CONTACT, course: '养老护理员（四级）', people: '18', amount: '21600' },
  ...{ from: '2026-08-03', until: '2026-08-28', account: '示范银行云锦支行 6200 0000 0000 0000' },
  reason: '理论 60 课时，操作 80 课时，由鉴定机构统一考核。',
}

export const BASE = {
  ...{ ...PERSON, ...CONTACT, oldBase: '4952', newBase: '7300', fromMonth: '2026-10-01' },
  reason: '9 月转正，工资由 4,952 元调到 7,300 元，申报时没有更新。',
}

export const INJURY = {
  ...{ ...PERSON, ...CONTACT, accidentDate: '2026-10-21', place: '装配车间 2 号工位' },
  hospital: '示范市第一人民医院',
  reason: '当天上午 10 点左右搬运工件时右手被夹伤，同班组两人在场，随后送医。',
}
