/** Notices for tests and for the demonstration, put in at any moment of the past. */
import { newId } from '../../worker/lib/ids.ts'

export interface NewNotice {
  kind: 'announcement' | 'publicity'
  title: string
  body: string
  issuer: string
}

/** Puts one in, published at that moment; one of the same title is left as it is. */
export async function insertNotice(db: D1Database, notice: NewNotice, now = Date.now()): Promise<string> {
  const id = newId(now)
  await db
    .prepare(
      `INSERT INTO notice (id, kind, title, body, issuer, published_at)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE NOT EXISTS (SELECT 1 FROM notice WHERE title = ?3)`,
    )
    .bind(id, notice.kind, notice.title, notice.body, notice.issuer, now)
    .run()
  return id
}

const DAY = 24 * 60 * 60 * 1000

const DEMO: NewNotice[] = [
  {
    kind: 'announcement',
    title: '关于单位办事大厅开通在线办件的公告',
    body: '即日起，单位可以在大厅在线填写、提交和查询办件。\n提交以后，办到哪一步、还要补什么，都在「单位办件」里看得到。',
    issuer: '省人力资源和社会保障厅',
  },
  {
    kind: 'publicity',
    title: '2026 年和谐劳动关系创建单位名单公示',
    body: '经单位自评、窗口审核，现将拟认定的单位名单公示五个工作日。\n有异议的，请在公示期内拨打 12333 反映。',
    issuer: '省人力资源和社会保障厅',
  },
  {
    kind: 'announcement',
    title: '关于工伤认定申请可以在线提交材料的公告',
    body: '单位申请工伤认定，可以在线提交材料，不用再到窗口。\n认定决定书仍然快递送达。',
    issuer: '省人力资源和社会保障厅',
  },
  {
    kind: 'announcement',
    title: '2026 年度社会保险缴费基数上下限的公告',
    body: '缴费基数上下限按全省统一标准执行，具体数额见参保地社保经办机构的通知。',
    issuer: '省社会保险基金管理中心',
  },
]

export async function seedNotices(db: D1Database, now = Date.now()): Promise<void> {
  for (const [index, notice] of DEMO.entries()) await insertNotice(db, notice, now - index * 6 * DAY)
}
