import { beforeAll, describe, expect, it } from 'vitest'
import { FILE_MAX_BYTES } from '../../schema/cases.ts'
import { registerUnit, signIn } from '../support/builders.ts'
import {
  aCase,
  aDocument,
  aDraft,
  aFile,
  anArchive,
  aWorkbook,
  decide,
  editPath,
  itemOf,
  queuePath,
  stored,
  submitForm,
  valuesFor,
} from '../support/cases.ts'
import { persistently, type Visitor } from '../support/client.ts'
import { aClerk, letters, signInClerk } from '../support/counter.ts'
import { summaryIn, valuesIn, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
let visitor: Visitor
beforeAll(async () => {
  visitor = await signIn(world, await registerUnit(world))
})

const ZIP = ['[Content_Types].xml', 'xl/workbook.xml']
const attach = (id: string, ...files: File[]) => {
  const body = new FormData()
  body.append('act', 'save')
  body.append('personName', '张三丰')
  for (const file of files) body.append('file_statement', file)
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin' }
  return visitor.send(editPath(id), { method: 'POST', headers, body })
}
const hrefsIn = (html: string) =>
  [...html.matchAll(/href="(\/center\/cases\/\w+\/files\/\w+)"/g)].map(([, href = '']) => href)
const filesOf = async (id: string) => hrefsIn((await visitor.get(editPath(id))).text)
const inBucket = async (id: string) =>
  (await world.hall.files.list({ prefix: 'cases/' })).objects.filter(({ key }) => key.includes(id)).length

describe('a file of a case', () => {
  it('is what its content is, whatever it is called, and comes back as an attachment that does nothing', async () => {
    const id = await aDraft(visitor)
    const kinds: [Buffer, string, string][] = [
      [letters.pdf(), 'application/pdf', 'pdf'],
      [letters.png(), 'image/png', 'png'],
      [letters.jpeg(), 'image/jpeg', 'jpg'],
      [aWorkbook(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
      [aDocument(), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
    ]
    for (const [content] of kinds) expect((await attach(id, aFile('工资表.html', content))).status).toBe(303)
    const hrefs = await filesOf(id)
    expect(hrefs).toHaveLength(kinds.length)
    for (const [index, href] of hrefs.entries()) {
      const file = await fetch(world.hall.origin + href, {
        headers: { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      })
      const [content, type, ending] = kinds[index] ?? [Buffer.alloc(0), '', '']
      // Of the PDF, what its own end is followed by (a line's end) is not kept.
      const got = Buffer.from(await file.arrayBuffer())
      expect(content.subarray(0, got.length).equals(got)).toBe(true)
      expect(content.length - got.length).toBe(ending === 'pdf' ? 1 : 0)
      expect(file.headers.get('content-type')).toBe(type)
      expect(file.headers.get('content-disposition')).toBe(
        `attachment; filename="draft-${index + 1}.${ending}"`,
      )
      expect(file.headers.get('x-content-type-options')).toBe('nosniff')
      expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    }
    expect(wordsOf((await visitor.get(editPath(id))).text)).toContain('工资表.html')
  })

  it('that is nothing known, broken, or carries a program, is not taken', async () => {
    const id = await aDraft(visitor)
    const bad: [string, Uint8Array][] = [
      ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
      ['half a PDF', letters.pdf().subarray(0, 40)],
      ['a PDF with a script', letters.pdf('/JavaScript(x)')],
      ['an archive of no office', anArchive(['a.txt'])],
      ['macros', anArchive([...ZIP, 'xl/vbaProject.bin'])],
      ['a file inside', anArchive([...ZIP, 'xl/embeddings/oleObject1.bin'])],
      ['encrypted', anArchive(ZIP, { flags: 1 })],
      ['something behind its end', Buffer.concat([aWorkbook(), Buffer.from('<script>')])],
      ['something before its start', Buffer.concat([Buffer.from('<script>'), aWorkbook()])],
      ['a comment at its end', anArchive(ZIP, { comment: '<script>' })],
      ['half an archive', aWorkbook().subarray(0, 90)],
      ['no content', Buffer.from('x')],
    ]
    for (const [what, content] of bad) {
      const reply = await attach(id, aFile('材料.pdf', content))
      expect([what, reply.status]).toEqual([what, 422])
      expect(summaryIn(reply.text)).toContain('改文件名没有用')
      expect(valuesIn(reply.text)).toMatchObject({ personName: '张三丰' })
    }
    // One bad one among good ones: none is taken.
    expect((await attach(id, aFile('好.pdf'), aFile('坏.pdf', Buffer.from('x')))).status).toBe(422)
    expect(await inBucket(id)).toBe(0)
  })

  it('is one of twenty at the most, of thirty sent at once too', async () => {
    const id = await aDraft(visitor)
    const replies = await Promise.all(Array.from({ length: 30 }, () => attach(id, aFile('说明.pdf'))))
    expect(replies.filter(({ status }) => status === 303)).toHaveLength(20)
    const full = replies.find(({ status }) => status === 409)
    expect(summaryIn(full?.text ?? '')).toContain('最多 20 个文件')
    expect(await filesOf(id)).toHaveLength(20)
    expect(await inBucket(id)).toBe(20)
  })

  it('has twenty megabytes at the most, to the byte', async () => {
    const id = await aDraft(visitor)
    const most = FILE_MAX_BYTES - letters.png(1).length + 1
    expect((await attach(id, aFile('大.png', letters.png(most)))).status).toBe(303)
    const over = await attach(id, aFile('大.png', letters.png(most + 1)))
    expect([over.status, summaryIn(over.text)]).toEqual([413, expect.stringContaining('超过 20 MB')])
    // Refused before it is read: the sender may see the closed connection first.
    const huge = aFile('大.png', letters.png(most + 8 * 1024 * 1024))
    const far = await persistently(() => attach(id, huge))
    expect([far.status, summaryIn(far.text)]).toEqual([413, expect.stringContaining('超过 20 MB')])
    expect(await filesOf(id)).toHaveLength(1)
  })

  it('can be taken away until an office has it', async () => {
    const id = await aDraft(visitor)
    await attach(id, aFile('一.pdf'), aFile('二.pdf'))
    const [first = ''] = await filesOf(id)
    const remove = first.split('/').at(-1) ?? ''
    expect((await submitForm(visitor, id, { remove, personName: '李四' })).status).toBe(303)
    expect(await filesOf(id)).toHaveLength(1)
    expect(await inBucket(id)).toBe(1)
    expect(valuesIn((await visitor.get(editPath(id))).text)).toMatchObject({ personName: '李四' })
    await submitForm(visitor, id, { act: 'submit', ...valuesFor(itemOf('title-return')) })
    const clerk = await signInClerk(world, await aClerk(world))
    await decide(world, clerk, id, ['ask', '再补一份。'])
    const [kept = ''] = await filesOf(id)
    const late = await submitForm(visitor, id, { remove: kept.split('/').at(-1) ?? '' })
    expect(late.status).toBe(409)
    expect(await inBucket(id)).toBe(1)
  })

  it('is sealed where it lies, and so are its name, the form and what was said', async () => {
    const item = itemOf('title-return')
    const id = await aDraft(visitor)
    const secret = '绝密之名'
    const values = { ...valuesFor(item), personName: secret, personDocument: '320102199001017777' }
    const content = Buffer.concat([letters.pdf(`/Title(${'MARKMARK'.repeat(4)})`)])
    await submitForm(visitor, id, {
      act: 'submit',
      ...values,
      file_statement: aFile(`${secret}.pdf`, content),
    })
    const rows = await world.hall.db
      .prepare(
        `SELECT (SELECT json_group_array(form_sealed) FROM case_form) || (SELECT json_group_array(name_sealed) FROM case_file)
         || (SELECT json_group_array(item || region || coalesce(case_number, '')) FROM unit_case) AS text`,
      )
      .first<{ text: string }>()
    expect(rows?.text).not.toContain(secret)
    expect(rows?.text).not.toContain('320102199001017777')
    for (const { key } of (await world.hall.files.list({ prefix: `cases/` })).objects)
      if (key.includes(id)) expect(await (await world.hall.files.get(key))?.text()).not.toContain('MARKMARK')
    expect(world.lines.filter((line) => line.includes(secret))).toEqual([])
  })

  it('is read at the counter by the clerk who has taken the case alone, each time in the audit', async () => {
    const id = await aCase(visitor)
    const [one, two] = [
      await signInClerk(world, await aClerk(world)),
      await signInClerk(world, await aClerk(world)),
    ]
    const path = await queuePath(world, id)
    const [href = ''] = hrefsIn((await visitor.get(`/center/cases/${id}`)).text)
    const file = `${path}/files/${href.split('/').at(-1)}`
    expect((await one.get(file)).status).toBe(404)
    await decide(world, one, id)
    const got = await one.get(file)
    expect([got.status, got.headers.get('content-disposition')]).toEqual([
      ...[200, `attachment; filename="${(await stored(world, id)).case_number}-1.pdf"`],
    ])
    expect((await two.get(file)).status).toBe(404)
    expect(wordsOf((await visitor.get('/center/activity')).text)).toContain('窗口查看办件材料')
  })
})
