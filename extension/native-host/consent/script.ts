/** Windows made by a program of the system's that runs a script of ours: what is asked goes in as data, never as code. */
import { spawn } from 'node:child_process'
import type { Unanswered } from './window.ts'

/** Bytes that a dialog may answer with: a PIN or a word. */
const MOST_ANSWER_BYTES = 4096

/** What the script printed, without its last line end; it ends with 1 when the person cancels. */
export function answerOf(
  program: string,
  args: string[],
  input: string,
  signal: AbortSignal,
): Promise<Buffer | Unanswered> {
  if (signal.aborted) return Promise.resolve('cancelled')
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true })
    const stop = () => child.kill()
    signal.addEventListener('abort', stop, { once: true })
    const chunks: Buffer[] = []
    let length = 0
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > MOST_ANSWER_BYTES) stop()
      else chunks.push(chunk)
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
    child.on('error', () => resolve('failed'))
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop)
      const answer = Buffer.concat(chunks)
      for (const chunk of chunks) chunk.fill(0)
      if (signal.aborted || code === 1) return resolve('cancelled')
      if (code !== 0) return resolve('failed')
      let end = answer.length
      while (end > 0 && (answer[end - 1] === 0x0a || answer[end - 1] === 0x0d)) end--
      resolve(answer.subarray(0, end))
    })
  })
}
