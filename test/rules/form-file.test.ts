import { describe, expect, it } from 'vitest'
import { fileInForm } from '../../worker/lib/form-file.ts'

/** A form as a browser writes it, sent in stretches of so many bytes. */
async function aRequest(form: FormData, stretch: number, cut = Number.MAX_SAFE_INTEGER): Promise<Request> {
  const written = new Response(form)
  const bytes = new Uint8Array(await written.arrayBuffer()).subarray(0, cut)
  let at = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, at + stretch))
      at += stretch
    },
  })
  const headers = { 'content-type': written.headers.get('content-type') ?? '' }
  return new Request('http://hall.test/', { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
}

function aForm(content: Uint8Array, name = '名单 "一".csv'): FormData {
  const form = new FormData()
  form.append('before', '别的')
  form.append('other', new File(['nothing'], 'other.csv'))
  form.append('file', new File([content as BlobPart], name))
  form.append('after', '后面的')
  return form
}

const bytesOf = async (body: ReadableStream<Uint8Array> | undefined) =>
  new Uint8Array(await new Response(body ?? 'none').arrayBuffer())

// All that could be taken for the end of a part.
const TRICKY = Uint8Array.from(
  Buffer.from(`\r\n--\r\n\r\r\n-\n--\r\n------formdata-undici-0\r\n--\0\xff${'\r\n-'.repeat(300)}`, 'latin1'),
)

describe('a file in a form', () => {
  it('is read as it was chosen, however the form is cut up on its way', async () => {
    for (const stretch of [1, 2, 3, 7, 64, 1024, 65_536]) {
      const file = await fileInForm(await aRequest(aForm(TRICKY), stretch), 'file')
      expect(file?.name).toBe('名单 "一".csv')
      expect(Buffer.from(await bytesOf(file?.body)).equals(Buffer.from(TRICKY))).toBe(true)
    }
  })

  it('may be empty, and is none where none was chosen', async () => {
    const empty = await fileInForm(await aRequest(aForm(new Uint8Array()), 16), 'file')
    expect(await bytesOf(empty?.body)).toHaveLength(0)
    expect(await fileInForm(await aRequest(aForm(new Uint8Array(), ''), 16), 'file')).toBeUndefined()
    expect(await fileInForm(await aRequest(aForm(TRICKY), 16), 'elsewhere')).toBeUndefined()
    expect(
      await fileInForm(new Request('http://hall.test/', { method: 'POST', body: 'x' }), 'file'),
    ).toBeUndefined()
  })

  it('fails where the form breaks off within it', async () => {
    const whole = (await new Response(aForm(TRICKY)).arrayBuffer()).byteLength
    const file = await fileInForm(await aRequest(aForm(TRICKY), 50, whole - 300), 'file')
    await expect(bytesOf(file?.body)).rejects.toThrow('within a part')
    expect(await fileInForm(await aRequest(aForm(TRICKY), 50, 90), 'file')).toBeUndefined()
  })

  it('is not looked for behind a head without an end', async () => {
    const body = `--x\r\n${'a'.repeat(100_000)}`
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect(
      await fileInForm(new Request('http://hall.test/', { method: 'POST', headers, body }), 'file'),
    ).toBeUndefined()
  })
})
