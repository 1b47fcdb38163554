/** The person before the host's window: reads what is shown, and answers as a test says. */
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Shown {
  kind: 'confirm' | 'secret' | 'pick'
  title: string
  text: string
  yes: string
  no?: string
  cancel: string
  prompt?: string
  options?: string[]
}

/** `pin:…` types it, `pick:0` takes the first, `wait` leaves the window alone, `failed` has none. */
export type Does = 'yes' | 'no' | 'cancel' | 'wait' | 'failed' | `pin:${string}` | `pick:${number}`

export interface Person {
  /** Where the host finds them. */
  env: { UNIT_HALL_TEST_PERSON: string }
  /** All windows that came up, in order. */
  saw: Shown[]
  /** Windows that are open now. */
  open: Set<Socket>
  /** The answers to the next windows, the last one for all after it. */
  will(...answers: Does[]): void
  close(): Promise<void>
}

export async function aPerson(): Promise<Person> {
  const path = join(tmpdir(), `person-${randomBytes(6).toString('hex')}`)
  let answers: Does[] = ['cancel']
  const person: Person = {
    env: { UNIT_HALL_TEST_PERSON: path },
    ...{ saw: [], open: new Set() },
    will: (...next) => {
      answers = next
    },
    async close() {
      for (const socket of person.open) socket.destroy()
      await new Promise((closed) => server.close(closed))
      await rm(path, { force: true })
    },
  }
  const server = createServer((socket) => {
    person.open.add(socket)
    socket.on('close', () => person.open.delete(socket)).on('error', () => socket.destroy())
    let heard = ''
    socket.setEncoding('utf8').on('data', (text) => {
      heard += text
      if (!heard.endsWith('\n')) return
      person.saw.push(JSON.parse(heard) as Shown)
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (answer !== 'wait') socket.end(`${JSON.stringify(answer)}\n`)
    })
  })
  await new Promise<void>((listening) => server.listen(path, listening))
  return person
}
