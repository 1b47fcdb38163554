/** macOS: the system's own dialogs through `osascript`, which every Mac has. */
import { answerOf } from './script.ts'
import type { Window } from './window.ts'

/** Cancel raises error -128, with which osascript ends with 1. Words come as arguments: none of them is ever code. */
const CONFIRM = `on run argv
  set {t, d, c, y} to {item 1 of argv, item 2 of argv, item 3 of argv, item 4 of argv}
  if (count of argv) > 4 then
    set b to {c, item 5 of argv, y}
  else
    set b to {c, y}
  end if
  activate
  return button returned of (display dialog d with title t buttons b default button y cancel button c with icon caution)
end run`

const SECRET = `on run argv
  set {t, d, c, y} to {item 1 of argv, item 2 of argv, item 3 of argv, item 4 of argv}
  activate
  return text returned of (display dialog d with title t buttons {c, y} default button y cancel button c default answer "" with hidden answer with icon caution)
end run`

const PICK = `on run argv
  set {t, d, c, y} to {item 1 of argv, item 2 of argv, item 3 of argv, item 4 of argv}
  activate
  set chosen to choose from list (items 5 thru -1 of argv) with title t with prompt d OK button name y cancel button name c
  if chosen is false then error number -128
  return item 1 of chosen
end run`

export function macWindow(program = '/usr/bin/osascript'): Window {
  const ask = (script: string, words: string[], signal: AbortSignal) =>
    answerOf(program, ['-', ...words], script, signal)
  return {
    async confirm({ title, text, cancel, yes, no }, signal) {
      const words = [title, text, cancel, yes, ...(no === undefined ? [] : [no])]
      const answer = await ask(CONFIRM, words, signal)
      if (typeof answer === 'string') return answer
      return answer.toString('utf8') === yes ? 'yes' : 'no'
    },
    secret: ({ title, text, cancel, yes }, signal) => ask(SECRET, [title, text, cancel, yes], signal),
    async pick({ title, text, cancel, yes, options }, signal) {
      // Numbered, so that two alike are told apart.
      const numbered = options.map((option, at) => `${at + 1}. ${option}`)
      const answer = await ask(PICK, [title, text, cancel, yes, ...numbered], signal)
      return typeof answer === 'string' ? answer : numbered.indexOf(answer.toString('utf8'))
    },
  }
}
