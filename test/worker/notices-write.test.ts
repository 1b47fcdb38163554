/** Notices are written, published and withdrawn by the administration, and read by everybody from that moment. */
import { beforeAll, describe, expect, it } from 'vitest'
import { aFile } from '../support/cases.ts'
import { Visitor } from '../support/client.ts'
import { aClerk, signInClerk, submitFile } from '../support/counter.ts'
import { errorsIn, valuesIn, wordsOf } from '../support/html.ts'
import { usePair } from '../support/use-pair.ts'

const world = usePair({ light: true })
const LIST = '/counter/notices'
let anyone: Visitor
let head: Visitor
beforeAll(async () => {
  head = await signInClerk(world, await aClerk(world, { role: 'administrator' }))
  anyone = new Visitor(world.hall.origin)
})

let made = 0
const aNotice = (own: Record<string, string> = {}) => ({
  ...{ kind: 'announcement', title: `关于演练的公告第${++made}号`, issuer: '省人社厅', version: '0' },
  ...{ body: '第一段。\n第二段。', act: 'save', ...own },
})

/** Kept as a draft; answers its page at the counter and its address for everybody. */
async function drafted(own: Record<string, string> = {}) {
  const fields = aNotice(own)
  const kept = await submitFile(head, `${LIST}/new`, fields)
  const page = /^(\/counter\/notices\/(\w+))\?/.exec(kept.headers.get('location') ?? '')
  return { fields, page: page?.[1] ?? '', open: `/notices/${page?.[2]}`, kept }
}

const publicly = async (path: string) => anyone.get(path)

describe('a notice', () => {
  it('is a draft that nobody else sees, then published, then withdrawn', async () => {
    const { fields, page, open, kept } = await drafted()
    expect(kept.status).toBe(303)
    expect((await publicly(open)).status).toBe(404)
    expect(wordsOf((await publicly('/notices')).text)).not.toContain(fields.title)
    expect((await submitFile(head, page, { ...fields, version: '0', act: 'publish' })).status).toBe(303)
    const out = wordsOf((await publicly(open)).text)
    for (const words of [fields.title, '公告，省人社厅', '第一段。', '第二段。']) expect(out).toContain(words)
    expect(wordsOf((await publicly('/search?q=演练')).text)).toContain(fields.title)
    expect(wordsOf((await publicly('/notices')).text)).toContain(fields.title)

    expect((await head.submit(`${page}/withdraw`, {})).status).toBe(303)
    const gone = await publicly(open)
    expect([gone.status, wordsOf(gone.text).includes('已经撤下')]).toEqual([410, true])
    expect(gone.text).not.toContain('第二段。')
    expect(wordsOf((await publicly('/search?q=演练')).text)).not.toContain(fields.title)
  })

  it('shows what was typed as text, whatever it is', async () => {
    const { open } = await drafted({ act: 'publish', body: '<script>alert(1)</script>' })
    const { text } = await publicly(open)
    expect(text).toContain('&lt;script>alert(1)')
  })

  it('says beside each field what is wrong, and keeps the rest', async () => {
    const reply = await submitFile(head, `${LIST}/new`, aNotice({ kind: '', title: '短', body: '' }))
    expect(reply.status).toBe(422)
    expect(Object.keys(errorsIn(reply.text)).sort()).toEqual(['body', 'kind', 'title'])
    expect(valuesIn(reply.text)).toMatchObject({ issuer: '省人社厅' })
  })

  it('carries files that everybody may have once it is out, and nothing that is no paper', async () => {
    const { fields, page, open } = await drafted()
    const fake = new File(['<html>'], '公告.pdf')
    const refused = await submitFile(head, page, { ...fields, version: '0', files: fake })
    expect([refused.status, errorsIn(refused.text).files]).toEqual([422, expect.stringContaining('没有收下')])
    const sent = await submitFile(head, page, { ...fields, version: '1', files: aFile('名单.pdf') })
    expect(sent.status).toBe(303)
    const own = /href="(\/counter\/notices\/\w+\/files\/(\w+))"/.exec((await head.get(page)).text)
    expect((await publicly(`${open}/files/${own?.[2]}`)).status).toBe(404)
    await submitFile(head, page, { ...fields, version: '2', act: 'publish' })
    const file = await fetch(`${world.hall.origin}${open}/files/${own?.[2]}`)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(file.headers.get('content-security-policy')).toContain('sandbox')
    await file.arrayBuffer()
    await submitFile(head, page, { ...fields, version: '3', act: '', remove: own?.[2] ?? '' })
    expect((await publicly(`${open}/files/${own?.[2]}`)).status).toBe(404)
    const { objects } = await world.hall.files.list({ prefix: `notices/${open.split('/').at(-1)}/` })
    expect(objects).toEqual([])
  })

  it('is changed by one of two who opened the same state', async () => {
    const { fields, page } = await drafted()
    const tries = ['甲', '乙', '丙', '丁'].map((who) =>
      submitFile(head, page, { ...fields, version: '0', title: `${fields.title}${who}` }),
    )
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(1)
    expect(statuses.filter((status) => status === 409)).toHaveLength(3)
  })

  it('has ten files at the most, however many come at once', async () => {
    const { fields, page, open } = await drafted()
    const id = open.split('/').at(-1)
    const row = { ...fields, act: 'save' }
    for (let n = 0; n < 9; n++)
      await submitFile(head, page, { ...row, version: String(n), files: aFile(`第${n}份.pdf`) })
    const insert = (n: number) =>
      world.hall.db
        .prepare("INSERT INTO notice_file VALUES (?, ?, 'x', 'application/pdf', 1, 1)")
        .bind(id, `x${n}`)
        .run()
    await insert(1)
    await expect(insert(2)).rejects.toThrow('guard')
    const full = await submitFile(head, page, { ...row, version: '9', files: aFile('又一份.pdf') })
    expect([full.status, errorsIn(full.text).files]).toEqual([409, expect.stringContaining('最多 10 个')])
  })
})
