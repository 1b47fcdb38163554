/** A terminal of its own, and somebody at its keys. */
import { spawn } from 'node:child_process'
import { until } from '../listener.ts'

export interface Terminal {
  /** Its device, for a program that asks there. */
  tty: string
  /** All that was written on it. */
  screen(): string
  /** Waits for these words, then types. */
  types(keys: string, after: string): Promise<void>
  close(): void
}

/** `script` makes a pseudo-terminal and passes on what is typed; a program that sleeps keeps it open. */
export async function aTerminal(): Promise<Terminal> {
  const child = spawn('script', ['-qfec', 'stty cols 120 rows 50; tty; exec sleep 120', '/dev/null'], {
    env: { ...process.env, LANG: 'C.UTF-8' },
  })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    screen += text
  })
  await until(() => /\/dev\/pts\/\d+\s/.test(screen))
  const tty = /\/dev\/pts\/\d+/.exec(screen)?.[0] ?? ''
  let read = screen.length
  return {
    tty,
    screen: () => screen,
    async types(keys, after) {
      await until(() => screen.slice(read).includes(after))
      read = screen.length
      child.stdin.write(keys)
    },
    close: () => void child.kill(),
  }
}
