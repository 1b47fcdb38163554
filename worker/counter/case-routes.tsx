/** The queue of cases: take, decide, give back. Only who has taken a case sees what is in it. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { readWords } from '../../schema/case-form.ts'
import { FILE_MAX_BYTES, WORDS_MAX } from '../../schema/cases.ts'
import { type Drawer, keyOf } from '../cases/drawer.ts'
import type { Effects } from '../cases/effects.ts'
import { readFile } from '../cases/files.ts'
import { auditedAtOffice, decide, release, take } from '../cases/office.ts'
import { findFile } from '../cases/papers-store.ts'
import { listQueue, listTaken } from '../cases/queue-store.ts'
import { attachResults, detachResult } from '../cases/results.ts'
import { versionIn } from '../cases/rules.ts'
import { downloadName, showCase } from '../cases/show.ts'
import { allowClerk } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import { readCursor, writeCursor } from '../lib/cursor.ts'
import type { Env } from '../lib/env.ts'
import { refuse } from '../lib/page/view.tsx'
import { asAttachment } from '../lib/sealed-file.ts'
import { CASE_FILES, caseFile, isCaseFile, rosterForCase } from '../rosters/acts.ts'
import { casePage, find, isDecision, mine, pageNow, serving } from './case-draw.tsx'
import { LIST, pathOf, placesOf, QUEUED, Queue, type Queued } from './case-page.tsx'
import { desk } from './desk.tsx'

const PAGE = 20
/** More than that nobody has on their desk. */
const TAKEN = 50

/** The spreadsheet of a unit's case, for the clerk who has it: as it came, and with what comes of its rows. */
const caseRosterRoutes = new Hono<Env>().get(
  `${placesOf.unit_case}/:owner/:id/roster/:rows{${CASE_FILES.join('|')}}`,
  allowClerk(),
  async (c) => {
    const row = await mine(c, 'unit_case')
    const roster = row && (await rosterForCase(c.env, row.owner_id, row.id))
    const kind = c.req.param('rows')
    const file = roster && isCaseFile(kind) && (await caseFile(c.env, roster, kind))
    if (!row || !roster || !file) return refuse(c, 'not_found')
    await (await auditedAtOffice(serving(c), keyOf(row), 'read_file')).run()
    const name = `${row.case_number}-roster-${kind}.${roster.format}`
    return c.body(file.body, 200, asAttachment(file.type, name))
  },
)

/** The cases of a drawer, one at a time: take, decide, give back, read its papers. */
function caseDeskRoutes(drawer: Drawer, effects: Effects) {
  const one = `${placesOf[drawer]}/:owner/:id`
  return new Hono<Env>()
    .get(one, allowClerk(), (c) => pageNow(c, drawer))
    .post(one, allowClerk(), async (c) => {
      const row = await mine(c, drawer)
      if (!row) return pageNow(c, drawer, { reason: 'case_moved' })
      const form = await formOf(c)
      const name = form.get('move')
      const { words, code } = readWords(form.get('words'), WORDS_MAX)
      if (!isDecision(name)) return refuse(c, 'not_found')
      if (code) return casePage(c, row, { reason: 'case_words_missing', words })
      const done = await decide(serving(c), effects, row, name, words, versionIn(form))
      return done.ok
        ? c.redirect(`${pathOf(row)}?done=yes`, 303)
        : pageNow(c, drawer, { reason: done.error, words })
    })
    .post(`${one}/take`, allowClerk(), async (c) => {
      const row = await find(c, drawer)
      if (!row) return refuse(c, 'not_found')
      const taken = await take(serving(c), keyOf(row))
      return taken.ok ? c.redirect(pathOf(row), 303) : pageNow(c, drawer, { reason: taken.error })
    })
    .post(`${one}/release`, allowClerk(), async (c) => {
      const row = await find(c, drawer)
      if (!row) return refuse(c, 'not_found')
      const done = await release(serving(c), row)
      return done.ok ? c.redirect(LIST, 303) : pageNow(c, drawer, { reason: done.error })
    })
    .post(
      `${one}/results`,
      allowClerk(),
      bodyLimit({
        maxSize: FILE_MAX_BYTES * 1.2,
        onError: (c) => pageNow(c as Context<Env>, drawer, { reason: 'file_size' }),
      }),
      async (c) => {
        const row = await mine(c, drawer)
        if (!row) return pageNow(c, drawer, { reason: 'case_moved' })
        const form = await formOf(c)
        const removed = form.get('remove')
        // Browsers send an empty file where none was chosen.
        const files = form.getAll('result').filter((file) => file instanceof File && file.size > 0) as File[]
        const done =
          typeof removed === 'string'
            ? await detachResult(serving(c), row, removed)
            : await attachResults(serving(c), row, files)
        return done.ok
          ? c.redirect(`${pathOf(row)}#results`, 303)
          : pageNow(c, drawer, { reason: done.error })
      },
    )
    .get(`${one}/files/:file`, allowClerk(), async (c) => {
      const row = await mine(c, drawer)
      const file = row && (await findFile(c.env.DB, keyOf(row), c.req.param('file') ?? ''))
      const content = file && (await readFile(c.env, keyOf(row), file))
      if (!row || !content) return refuse(c, 'not_found')
      await (await auditedAtOffice(serving(c), keyOf(row), 'read_file')).run()
      const shown = await showCase(c.env, row)
      const known = [...shown.files, ...shown.results].find(({ id }) => id === file.id)
      return c.body(content, 200, asAttachment(file.type, known ? downloadName(shown, known) : file.id))
    })
}

export const caseQueueRoutes = (effects: Effects) =>
  new Hono<Env>()
    .get(LIST, allowClerk(), async (c) => {
      const asked = c.req.query('state')
      const state: Queued = QUEUED.find((one) => one === asked) ?? 'submitted'
      const city = /^\d{4}$/.test(c.req.query('city') ?? '') ? c.req.query('city') : undefined
      const whose = c.req.query('whose') === 'person' ? 'person' : ''
      const drawer: Drawer = whose === 'person' ? 'person_case' : 'unit_case'
      const { clerkId } = c.var.clerk
      const after = readCursor(c.req.query('after'))
      const [found, ...taken] = await Promise.all([
        listQueue(c.env.DB, { drawer, state, city }, PAGE + 1, after),
        listTaken(c.env.DB, 'unit_case', clerkId, TAKEN),
        listTaken(c.env.DB, 'person_case', clerkId, TAKEN),
      ])
      const rows = found.slice(0, PAGE)
      const last = found.length > PAGE ? rows.at(-1) : undefined
      const cursor = last && writeCursor({ at: last.submitted_at, id: last.id })
      const query = { whose, state, city: city ?? '', after: cursor ?? '' }
      const next = cursor && `${LIST}?${new URLSearchParams(query)}`
      const own = taken.flat().toSorted((a, b) => a.submitted_at - b.submitted_at)
      return desk(
        c,
        { title: '办件', current: LIST, wide: true },
        <Queue {...{ drawer, state, city, rows, mine: own, clerkId, next }} />,
      )
    })
    .route('/', caseDeskRoutes('unit_case', effects))
    .route('/', caseRosterRoutes)
    .route('/', caseDeskRoutes('person_case', effects))
