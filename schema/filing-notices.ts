/** What a filer is told about a filing that was taken. */
import { runInWords } from './fields/certificate.ts'
import { formatYuan } from './fields/money.ts'
import { runsOf } from './fields/month-runs.ts'

export type Notice =
  /** The wage, or the raised base, lies below the floor or above the cap. */
  | { code: 'base_raised' | 'base_lowered'; declaredFen: number; baseFen: number }
  /** Months come back at once. */
  | { code: 'months_back'; months: readonly string[] }
  /** Pension was paid in these already, by another unit, by the person, or here. */
  | { code: 'injury_only'; months: readonly string[] }
  /** Later than the law has it: 30 days to enrol, 10 to terminate. */
  | { code: 'enrolled_late' | 'terminated_late'; days: number }
  /** Settled after the day on which it stopped; they stay as they are. */
  | { code: 'months_stay'; months: readonly string[] }
  /** Paid back by an enrolment of the same period; they are owed, and not settled yet. */
  | { code: 'months_stay_owed'; months: readonly string[]; settlementMonth: string }
  /** The last month that is paid. */
  | { code: 'last_month'; month: string }
  /** A difference is paid for months that were settled. */
  | { code: 'months_adjusted'; months: readonly string[] }

/** Without the months between that are meant by none of them. */
function span(months: readonly string[]): string {
  return runsOf(months).map(runInWords).join('、') + (months.length > 1 ? `（共 ${months.length} 个月）` : '')
}

export function sayNotice(notice: Notice): string {
  switch (notice.code) {
    case 'base_raised':
      return `申报的 ${formatYuan(notice.declaredFen)} 元低于缴费基数下限，按下限 ${formatYuan(notice.baseFen)} 元缴费。`
    case 'base_lowered':
      return `申报的 ${formatYuan(notice.declaredFen)} 元高于缴费基数上限，按上限 ${formatYuan(notice.baseFen)} 元缴费。`
    case 'months_back':
      return `从劳动合同开始的月份补缴：${span(notice.months)}，和本结算月的缴费一起扣。`
    case 'injury_only':
      return `${span(notice.months)}已经缴过养老保险，这些月份只补缴还没有缴过的险种。`
    case 'enrolled_late':
      return `劳动合同开始到今天已经 ${notice.days} 天。法律要求用工之日起 30 日内办理参保，下次请早一点。`
    case 'terminated_late':
      return `停保时间到今天已经 ${notice.days} 天。停保应在 10 日内办理，下次请早一点。`
    case 'months_stay':
      return `${span(notice.months)}已经结算，停保不退这些月份的缴费；确需退费的，请到参保地社保经办窗口。`
    case 'months_stay_owed':
      return `${span(notice.months)}是这一期参保登记时补缴的，还没有结算，停保后照样在 ${notice.settlementMonth} 一起扣。不该缴这些月份的：泰州的单位请在这一期里先回退停保、再回退参保登记，其他地方的请到参保地社保经办窗口。`
    case 'last_month':
      return `缴费缴到 ${notice.month}，之后停止。`
    case 'months_adjusted':
      return `${span(notice.months)}已经按原基数结算，差额和本结算月的缴费一起扣。`
  }
}
