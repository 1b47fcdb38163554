/** What a passed face check changes for a registration. Its other statements are those of every flow. */
import { moveOn } from '../flows/store.ts'
import { mustChange } from '../lib/guard.ts'
import { steps } from './rules.ts'

/** For the batch that settles the check. */
export const passFace = (db: D1Database, id: string, now: number) => [
  moveOn(db, id, 'face', steps.face.pass_face, now),
  mustChange(db),
]
