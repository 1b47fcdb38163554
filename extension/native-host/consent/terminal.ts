/** The terminal that the browser was started from: where there is no desktop, or no pinentry. */
import { closeSync, openSync, readFileSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'
import type { Question, Unanswered, Window } from './window.ts'

const ENTER = new Set([0x0d, 0x0a])
const INTERRUPT = new Set([0x03, 0x04, 0x1b])
const ERASE = new Set([0x7f, 0x08])
const MOST_TYPED = 256

/** The terminal that a process was started from, whichever that is. */
export const OWN = '/dev/tty'

export function terminal(path: string): Window {
  return {
    async confirm(question, signal) {
      const { yes, no, cancel } = question
      const keys = [`y=${yes}`, ...(no === undefined ? [] : [`n=${no}`]), `其他=${cancel}`]
      const typed = await ask(path, question, `${keys.join('  ')}：`, true, signal)
      if (typeof typed === 'string') return typed
      const first = typed.toString('latin1').toLowerCase()
      return first === 'y' ? 'yes' : first === 'n' && no !== undefined ? 'no' : 'cancelled'
    },
    secret: (question, signal) => ask(path, question, `${question.prompt}：`, false, signal),
    async pick(question, signal) {
      const list = question.options.map((option, at) => `${at + 1}. ${option}`).join('\n')
      const text = `${question.text}\n\n${list}`
      const typed = await ask(path, { ...question, text }, '编号：', true, signal)
      if (typeof typed === 'string') return typed
      const number = /^\d{1,3}$/.test(typed.toString('latin1')) ? Number(typed.toString('latin1')) : 0
      return number >= 1 && number <= question.options.length ? number - 1 : 'cancelled'
    },
  }
}

/**
 * Whether this process may read its own terminal: one in the background is stopped for trying, and the window would
 * never come. Only Linux tells.
 */
function isInFront(): boolean {
  try {
    const text = readFileSync('/proc/self/stat', 'latin1')
    // After the name, which may hold anything: state, parent, group, session, terminal, the terminal's group in front.
    const [, , group, , , front] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return group === front
  } catch {
    return process.platform !== 'linux'
  }
}

/** One line, typed key by key, so that a PIN is never shown and never a string. */
function ask(
  path: string,
  { title, text }: Question,
  prompt: string,
  shown: boolean,
  signal: AbortSignal,
): Promise<Buffer | Unanswered> {
  if (path === OWN && !isInFront()) return Promise.resolve('failed')
  let file: number
  try {
    file = openSync(path, 'r+')
  } catch {
    return Promise.resolve('failed')
  }
  const [input, output] = [new ReadStream(file), new WriteStream(file)]
  return new Promise((resolve) => {
    const typed = Buffer.alloc(MOST_TYPED)
    let length = 0
    const settle = (answer: Buffer | Unanswered) => {
      signal.removeEventListener('abort', stop)
      output.write('\n')
      input.setRawMode(false)
      input.destroy()
      output.destroy()
      typed.fill(0)
      resolve(answer)
    }
    const stop = () => settle('cancelled')
    if (!input.isTTY) {
      closeSync(file)
      return resolve('failed')
    }
    signal.addEventListener('abort', stop, { once: true })
    input.setRawMode(true)
    input.on('error', () => settle('failed'))
    input.on('data', (chunk: Buffer) => {
      for (const byte of chunk) {
        if (ENTER.has(byte)) return settle(Buffer.from(typed.subarray(0, length)))
        if (INTERRUPT.has(byte)) return settle('cancelled')
        if (ERASE.has(byte)) length = Math.max(0, length - 1)
        else if (length < MOST_TYPED) {
          typed[length++] = byte
          if (shown) output.write(Buffer.from([byte]))
        }
      }
      chunk.fill(0)
    })
    output.write(`\n── ${title} ──\n${text}\n\n${prompt}`.replaceAll('\n', '\r\n'))
    if (signal.aborted) stop()
  })
}
