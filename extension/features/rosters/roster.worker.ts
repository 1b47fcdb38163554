/** The worker's door: one ask after the other, each with its answer. */
import { Unreadable } from '../../../schema/rosters/reading/faults.ts'
import { Desk } from './desk.ts'
import type { Answered, Ask, Asked } from './wire.ts'

const desk = new Desk()
let turn: Promise<unknown> = Promise.resolve()

function answer(ask: Ask): unknown {
  switch (ask.kind) {
    case 'open':
      return desk.open(ask.file, ask.wishes, ask.context)
    case 'wish':
      return desk.wish(ask.wishes)
    case 'rows':
      return desk.rows(ask.view, ask.from)
    case 'undo':
      return desk.undo(ask.row, ask.column, ask.undone)
    case 'undo_all':
      return desk.undoAll(ask.undone)
    case 'take_hidden':
      return desk.takeHidden(ask.row, ask.taken)
    case 'clean':
      return desk.clean()
    case 'beside':
      return desk.beside(ask.ended)
  }
}

self.onmessage = ({ data: { id, ask } }: MessageEvent<Asked>) => {
  const say = (told: object) => self.postMessage({ id, ...told } as Answered)
  turn = turn
    .then(() => answer(ask))
    .then(
      (told) => say({ answer: told }),
      (error: unknown) =>
        say(error instanceof Unreadable ? { fault: error.fault } : { broken: String(error) }),
    )
}
