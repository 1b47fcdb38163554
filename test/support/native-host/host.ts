/** Runs the native host as a browser does: a process, its input, its output. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import type { HostAnswer, HostRequest } from '../../../schema/ca-bridge.ts'
import { root } from '../build.ts'

export const testHost = join(root, '.build/test-host/host.cjs')

export interface RunningHost {
  process: ChildProcess
  /** Writes a request and waits for the answer with its id. */
  ask(request: HostRequest): Promise<HostAnswer>
  /** Writes without waiting. */
  say(message: object): void
  /** Writes these bytes as they are. */
  write(bytes: Uint8Array): void
  /** All answers so far. */
  answers: HostAnswer[]
  /** What it wrote to its log. */
  log(): string
  /** Its exit code, once it has gone. */
  gone: Promise<number | null>
  /** Closes its input, as a browser does, and waits for its end. */
  leave(): Promise<number | null>
}

export const framed = (json: string | Uint8Array): Buffer => {
  const body = Buffer.from(json)
  const header = Buffer.alloc(4)
  header.writeUInt32LE(body.length)
  return Buffer.concat([header, body])
}

export function runHost(
  env: Record<string, string>,
  command: string[] = [process.execPath, testHost],
): RunningHost {
  const [program = '', ...args] = command
  const child = spawn(program, [...args, 'chrome-extension://ncgaobnpihcnfgcabpkojkojampheogh/'], {
    env: { ...process.env, ...env },
  })
  const waiting = new Map<string, (answer: HostAnswer) => void>()
  const answers: HostAnswer[] = []
  let [unread, log] = [Buffer.alloc(0), '']
  child.stdout.on('data', (chunk: Buffer) => {
    unread = Buffer.concat([unread, chunk])
    while (unread.length >= 4 && unread.length >= 4 + unread.readUInt32LE()) {
      const end = 4 + unread.readUInt32LE()
      const answer = JSON.parse(unread.subarray(4, end).toString('utf8')) as HostAnswer
      unread = unread.subarray(end)
      answers.push(answer)
      waiting.get(answer.id)?.(answer)
    }
  })
  child.stderr.on('data', (chunk: Buffer) => {
    log += String(chunk)
  })
  child.stdin.on('error', () => {})
  const gone = new Promise<number | null>((resolve) => child.on('close', resolve))
  const host: RunningHost = {
    ...{ process: child, answers, gone, log: () => log },
    write: (bytes) => void child.stdin.write(bytes),
    say: (message) => host.write(framed(JSON.stringify(message))),
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.set(request.id, resolve)
        gone.then((code) => reject(new Error(`the host ended with ${code}: ${log}`)))
        host.say(request)
      }),
    leave() {
      child.stdin.end()
      return gone
    },
  }
  return host
}
