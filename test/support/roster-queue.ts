/** The work on rosters by the hall's own acts, message by message and at a moment of the test's: no queue runs by itself. */
import type { TemplateCode } from '../../schema/rosters/names.ts'
import type { Bindings } from '../../worker/lib/env.ts'
import { handIn } from '../../worker/rosters/hand-in.ts'
import { readRoster } from '../../worker/rosters/read.ts'
import type { HandedBy } from '../../worker/rosters/rules.ts'
import { fileChunk } from '../../worker/rosters/work.ts'
import type { Pair } from './pair.ts'

export interface Message {
  kind: 'read_roster' | 'file_chunk'
  unitId: string
  id: string
  first: number
}

export interface RosterQueue {
  env: Bindings
  /** What was sent and not yet taken. */
  messages: Message[]
  /** Hands a file in for a unit's software. */
  handIn(unitId: string, by: HandedBy, template: TemplateCode, content: string, now: number): Promise<string>
  /** Does one message, once. */
  work(message: Message, now: number): Promise<void>
  /** Does all that is sent, and what is sent by that. */
  workAll(now: number): Promise<void>
}

export function rosterQueue({ hall, secrets }: Pick<Pair, 'hall' | 'secrets'>): RosterQueue {
  const messages: Message[] = []
  const env = {
    ...secrets,
    ...{ DB: hall.db, FILES: hall.files },
    JOBS: {
      send: async (body: Message) => void messages.push(body),
      sendBatch: async (all: Iterable<{ body: Message }>) => {
        for (const { body } of all) messages.push(body)
      },
    },
  } as unknown as Bindings
  const origin = { address: '10.0.0.1', network: '10.0.0.1', device: '', place: '' }
  const queue: RosterQueue = {
    ...{ env, messages },
    async handIn(unitId, by, template, content, now) {
      const body = new Blob([content]).stream()
      const done = await handIn({ env, origin, now, unitId, by }, template, { name: '名单.csv', body })
      if (!done.ok) throw new Error(done.error)
      return done.value.id
    },
    work: (message, now) =>
      message.kind === 'read_roster' ? readRoster(env, message, now) : fileChunk(env, message, now),
    async workAll(now) {
      for (let next = messages.shift(); next; next = messages.shift()) await queue.work(next, now)
    },
  }
  return queue
}
