/** Who can hold the phone. All of them are made up. */
import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Env } from '../env.ts'

export type PhonePerson = {
  id: number
  name: string
  document_type: string
  document_number: string
  mobile: string
}

/** HRSS document types that a person can choose on the phone. */
export const DOCUMENT_TYPES = {
  '01': '居民身份证',
  '04': '港澳居民来往内地通行证',
  '06': '台湾居民来往大陆通行证',
  '07': '外国人永久居留身份证',
  '08': '外国人护照',
} as const

export async function allPeople(db: D1Database): Promise<PhonePerson[]> {
  return (await db.prepare('SELECT * FROM people ORDER BY id').all<PhonePerson>()).results
}

export const findPerson = (db: D1Database, id: number) =>
  db.prepare('SELECT * FROM people WHERE id = ?').bind(id).first<PhonePerson>()

/** Adds a person, or gives the one with this number the new name and mobile. */
export async function savePerson(
  db: D1Database,
  person: Omit<PhonePerson, 'id'>,
): Promise<PhonePerson | null> {
  return db
    .prepare(
      `INSERT INTO people (name, document_type, document_number, mobile) VALUES (?, ?, ?, ?)
       ON CONFLICT (document_number) DO UPDATE SET name = excluded.name, mobile = excluded.mobile
       RETURNING *`,
    )
    .bind(person.name, person.document_type, person.document_number, person.mobile)
    .first<PhonePerson>()
}

/** The person who holds this phone: the cookie's, or the first. */
export async function holder(c: Context<Env>): Promise<PhonePerson> {
  const chosen = await findPerson(c.env.DB, Number(getCookie(c, 'person') ?? 0))
  const person = chosen ?? (await allPeople(c.env.DB))[0]
  if (!person) throw new Error('the sandbox has no people; reset it')
  return person
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const FAMILY = '李王张刘陈杨赵黄周吴徐孙朱马胡郭林何高罗'
const GIVEN = '明远思齐清和安然一诺子涵嘉宁文博晓雨立群书瑶海棠云舒景行知微'
/** 玄武 in Nanjing, 海陵 in Taizhou, 姑苏 in Suzhou, 梁溪 in Wuxi. */
const PLACES = ['320102', '321202', '320508', '320213']

const below = (limit: number) => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % limit
const pick = (from: string | string[]) => from[below(from.length)] ?? ''
const digits = (value: number, length: number) => String(value).padStart(length, '0')

/** A person who does not exist, with an identity number whose check digit is right (GB 11643-1999). */
export function madeUp(): Omit<PhonePerson, 'id'> {
  const born = `${1960 + below(40)}${digits(1 + below(12), 2)}${digits(1 + below(28), 2)}`
  const body = `${pick(PLACES)}${born}${digits(below(1000), 3)}`
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return {
    name: pick(FAMILY) + pick(GIVEN) + pick(GIVEN),
    document_type: '01',
    document_number: body + ('10X98765432'[sum % 11] ?? ''),
    mobile: `139${digits(below(1e8), 8)}`,
  }
}
