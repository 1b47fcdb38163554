/** The parcels that Kuaidi100 knows of, what their carriers told it, and who asks too often. */

/** Codes of the carriers. */
export const CARRIERS = {
  ems: 'EMS',
  shunfeng: '顺丰速运',
  jd: '京东快递',
  zhongtong: '中通快递',
  yuantong: '圆通速递',
  shentong: '申通快递',
  yunda: '韵达快递',
  jtexpress: '极兔速递',
} as const
export type Com = keyof typeof CARRIERS
export const isCom = (code: unknown): code is Com => typeof code === 'string' && Object.hasOwn(CARRIERS, code)

/** Of these nobody learns anything without a number of sender or receiver; the last four digits do. */
export const WANT_PHONE: readonly Com[] = ['shunfeng', 'zhongtong']

/** What a carrier can do with a parcel: the state's number, its name in a line, and what the line says. */
export const STEPS = {
  collect: ['1', '揽收', '【南京玄武营业部】快递员王师傅（电话：13905160001）已揽收'],
  leave: ['0', '在途', '快件离开【南京转运中心】，发往【泰州转运中心】'],
  arrive: ['0', '在途', '快件到达【泰州转运中心】'],
  deliver: ['5', '派件', '【泰州海陵营业部】快递员李师傅（电话：13905260002）正在派件'],
  trouble: ['2', '疑难', '收件人的电话没有打通，明天再派送'],
  forward: ['7', '转投', '快件已转给其他快递公司派送'],
  decline: ['14', '拒签', '收件人拒收'],
  turn: ['6', '退回', '快件正在退回寄件人'],
  hand: ['3', '签收', '已签收，签收人：前台。如有疑问请联系快递员李师傅（电话：13905260002）'],
  return: ['4', '退签', '退回的快件已由寄件人签收'],
} as const satisfies Record<string, readonly [state: string, status: string, context: string]>
export type Step = keyof typeof STEPS
export const STEP_NAMES = Object.keys(STEPS) as Step[]

export interface ParcelRow {
  com: Com
  num: string
  phone: string
  state: string
  asked_at: number
}

export interface LineRow {
  at: number
  context: string
  status: string
}

/** A waybill may be asked about every half hour. */
export const HALF_HOUR_MS = 30 * 60_000

/** Notes that somebody asks; false where that is too soon. */
export async function mayAsk(db: D1Database, com: Com, num: string, now: number): Promise<boolean> {
  const noted = await db
    .prepare(
      `INSERT INTO parcels (com, num, asked_at) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET asked_at = ?3 WHERE asked_at <= ?3 - ?4`,
    )
    .bind(com, num, now, HALF_HOUR_MS)
    .run()
  return noted.meta.changes === 1
}

export const findParcel = (db: D1Database, com: Com, num: string) =>
  db.prepare('SELECT * FROM parcels WHERE com = ? AND num = ?').bind(com, num).first<ParcelRow>()

/** The newest first, as they are told. */
export const linesOf = async (db: D1Database, com: Com, num: string) =>
  (
    await db
      .prepare(
        'SELECT at, context, status FROM parcel_lines WHERE com = ? AND num = ? ORDER BY at DESC, id DESC',
      )
      .bind(com, num)
      .all<LineRow>()
  ).results

export const latestParcels = async (db: D1Database) =>
  (await db.prepare('SELECT * FROM parcels ORDER BY rowid DESC LIMIT 20').all<ParcelRow>()).results

/** Hands a parcel in; one that is there keeps its track. */
export const saveParcel = (db: D1Database, com: Com, num: string, phone: string) =>
  db
    .prepare(
      'INSERT INTO parcels (com, num, phone) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET phone = excluded.phone',
    )
    .bind(com, num, phone)
    .run()

/** Moves a parcel on: one line more, and its state. */
export const moveParcel = (db: D1Database, com: Com, num: string, step: Step, at: number, words?: string) => {
  const [state, status, context] = STEPS[step]
  return db.batch([
    db.prepare('INSERT OR IGNORE INTO parcels (com, num) VALUES (?, ?)').bind(com, num),
    db
      .prepare('INSERT INTO parcel_lines (com, num, at, context, status) VALUES (?, ?, ?, ?, ?)')
      .bind(com, num, at, words ?? context, status),
    db.prepare('UPDATE parcels SET state = ? WHERE com = ? AND num = ?').bind(state, com, num),
  ])
}

/** As if so much time had passed since anybody asked about any parcel. */
export const ageAsked = (db: D1Database, minutes: number) =>
  db
    .prepare('UPDATE parcels SET asked_at = asked_at - ?')
    .bind(minutes * 60_000)
    .run()
