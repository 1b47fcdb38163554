/** GnuPG's pinentry, in whichever form a desktop has it: a program made to ask for secrets, that grabs the keyboard. */
import { spawn } from 'node:child_process'
import { Assuan, escaped } from './assuan.ts'
import type { Question, Unanswered, Window } from './window.ts'

const CANCELED = 99
const NOT_CONFIRMED = 114

/** @param tty where a pinentry without a desktop asks */
export function pinentry(program: string, tty?: string): Window {
  const ask = async <T>(
    question: Question & { no?: string; prompt?: string },
    signal: AbortSignal,
    last: (line: Assuan) => Promise<T | Unanswered>,
  ): Promise<T | Unanswered> => {
    if (signal.aborted) return 'cancelled'
    const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'ignore'] })
    const stop = () => child.kill('SIGTERM')
    signal.addEventListener('abort', stop, { once: true })
    const line = new Assuan(child)
    try {
      if (!(await line.reply())?.ok) return signal.aborted ? 'cancelled' : 'failed'
      if (tty) {
        await line.send(`OPTION ttyname=${tty}`)
        await line.send(`OPTION ttytype=${process.env.TERM ?? 'xterm'}`)
      }
      // Chinese must be drawn as Chinese, whatever the browser's own locale.
      await line.send('OPTION lc-ctype=C.UTF-8')
      for (const [command, text] of commands(question)) {
        const reply = await line.send(`${command} ${escaped(text)}`)
        // Without the words there is nothing to agree to.
        if (command === 'SETDESC' && !reply?.ok) return 'failed'
      }
      const answer = await last(line)
      return signal.aborted ? 'cancelled' : answer
    } finally {
      signal.removeEventListener('abort', stop)
      child.stdin.end('BYE\n')
      stop()
    }
  }
  return {
    confirm: (question, signal) =>
      ask<'yes' | 'no'>(question, signal, async (line) => {
        const reply = await line.send('CONFIRM')
        if (reply?.ok) return 'yes'
        if (reply?.code === NOT_CONFIRMED && question.no !== undefined) return 'no'
        return reply?.code === CANCELED || reply?.code === NOT_CONFIRMED ? 'cancelled' : 'failed'
      }),
    secret: (question, signal) =>
      ask<Buffer>(question, signal, async (line) => {
        const reply = await line.send('GETPIN')
        if (reply?.ok) return reply.data
        return reply?.code === CANCELED ? 'cancelled' : 'failed'
      }),
  }
}

const commands = ({ title, text, yes, no, cancel, prompt }: Question & { no?: string; prompt?: string }) =>
  [
    ['SETTITLE', title],
    ['SETDESC', text],
    ['SETOK', yes],
    ['SETCANCEL', cancel],
    ...(no === undefined ? [] : [['SETNOTOK', no]]),
    ...(prompt === undefined ? [] : [['SETPROMPT', prompt]]),
  ] as [string, string][]
