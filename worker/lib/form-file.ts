/** A file out of a form that a browser posts, as a stream: read as a whole, it would be in memory as a whole. */
import { Buffer } from 'node:buffer'

const utf8 = new TextDecoder()
/** What stands before a file is a few lines; a browser writes no longer ones. */
const MOST_HEAD = 16 * 1024

/** Where `what` begins in `bytes`; -1 where it does not. */
function find(bytes: Uint8Array, what: Uint8Array): number {
  const [first = 0] = what
  let at = bytes.indexOf(first)
  while (at >= 0 && at + what.length <= bytes.length) {
    if (what.every((byte, i) => bytes[at + i] === byte)) return at
    at = bytes.indexOf(first, at + 1)
  }
  return -1
}

const join = (a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> => {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** What is there up to a mark, a stretch after the other; whatever stands behind the mark is kept for the next. */
function untilMark(reader: ReadableStreamDefaultReader<Uint8Array>, from: Uint8Array) {
  let rest = from
  return {
    /** The next stretch before the mark; undefined once the mark was reached. Throws where the form ends before. */
    async next(mark: Uint8Array): Promise<Uint8Array | undefined> {
      for (;;) {
        const at = find(rest, mark)
        if (at === 0) {
          rest = rest.subarray(mark.length)
          return undefined
        }
        const safe = at > 0 ? at : rest.length - mark.length + 1
        if (safe > 0) {
          const stretch = rest.subarray(0, safe)
          rest = rest.subarray(safe)
          return stretch
        }
        const { done, value } = await reader.read()
        if (done) throw new TypeError('the form ends within a part')
        rest = join(rest, value)
      }
    },
  }
}

type Marks = ReturnType<typeof untilMark>

async function wholeUntil(marks: Marks, mark: Uint8Array): Promise<Uint8Array> {
  let all = new Uint8Array()
  for (let some = await marks.next(mark); some; some = await marks.next(mark)) {
    all = join(all, some)
    if (all.length > MOST_HEAD) throw new TypeError('what stands before a part is too long')
  }
  return all
}

const bytesOf = (text: string) => Uint8Array.from(text, (one) => one.charCodeAt(0))

export interface SentFile {
  /** As somebody else's machine calls it. */
  name: string
  body: ReadableStream<Uint8Array>
}

/**
 * What a part says of itself: the field's name, and the file's, each byte a character at first. Browsers write `"` as
 * `%22` (HTML, 4.10.21.8).
 */
function namesIn(head: Uint8Array): { field: string; file: string | undefined } {
  const line = /^content-disposition:.*$/im.exec(Buffer.from(head).toString('latin1'))?.[0] ?? ''
  const named = (what: string) => new RegExp(`[; ]${what}="([^"]*)"`).exec(line)?.[1]
  const file = named('filename')
  return {
    field: named('name') ?? '',
    file: file === undefined ? undefined : utf8.decode(bytesOf(file)).replaceAll('%22', '"'),
  }
}

/**
 * The file of that field. Undefined where none was chosen, or where the body is no form. The stream fails where the form
 * breaks off.
 */
export async function fileInForm(request: Request, field: string): Promise<SentFile | undefined> {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]{1,70})"?/i.exec(
    request.headers.get('content-type') ?? '',
  )?.[1]
  if (!boundary || !request.body) return undefined
  const reader = request.body.getReader()
  // As if a line had ended before the first part, which begins as all others do.
  const marks = untilMark(reader, bytesOf('\r\n'))
  const between = bytesOf(`\r\n--${boundary}`)
  try {
    await wholeUntil(marks, between)
    for (;;) {
      const head = await wholeUntil(marks, bytesOf('\r\n\r\n'))
      const names = namesIn(head)
      if (names.field === field && names.file)
        return { name: names.file, body: bodyOf(reader, marks, between) }
      while (await marks.next(between));
    }
  } catch {
    // Behind the last part stands no further head, and what is broken holds no file.
    await reader.cancel()
    return undefined
  }
}

function bodyOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  marks: Marks,
  between: Uint8Array,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const some = await marks.next(between)
      if (some) return controller.enqueue(some)
      controller.close()
      // What may follow is nothing that was asked for.
      await reader.cancel()
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
