/**
 * The native host with a window that a test answers. It is an entry of its own, below `test/`: nothing that is given
 * out has it.
 */
import { connect } from 'node:net'
import { readConfig } from '../../../extension/native-host/config.ts'
import type { Window } from '../../../extension/native-host/consent/window.ts'
import { holdLibrary, isLibraryKind } from '../../../extension/native-host/drivers/holder.ts'
import { runHost } from '../../../extension/native-host/host.ts'
import type { Shown } from './person.ts'

const { UNIT_HALL_TEST_PERSON: person = '', UNIT_HALL_TEST_CONFIG: file = '' } = process.env
const patience = process.env.UNIT_HALL_TEST_PATIENCE_MS

/** Shows it to the test, and waits for its answer: one line each way. */
function show(shown: Shown, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(person)
    const settle = (answer?: string) => {
      signal.removeEventListener('abort', stop)
      socket.destroy()
      resolve(answer)
    }
    const stop = () => settle()
    signal.addEventListener('abort', stop, { once: true })
    let heard = ''
    socket.setEncoding('utf8').on('data', (text) => {
      heard += text
      if (heard.endsWith('\n')) settle(JSON.parse(heard) as string)
    })
    socket.on('error', () => settle('failed')).on('close', () => settle())
    socket.write(`${JSON.stringify(shown)}\n`)
  })
}

const unanswered = (answer: string | undefined) => (answer === 'failed' ? 'failed' : 'cancelled')

const testWindow: Window = {
  async confirm(question, signal) {
    const answer = await show({ kind: 'confirm', ...question }, signal)
    return answer === 'yes' || answer === 'no' ? answer : unanswered(answer)
  },
  async secret(question, signal) {
    const answer = await show({ kind: 'secret', ...question }, signal)
    return answer?.startsWith('pin:') ? Buffer.from(answer.slice(4)) : unanswered(answer)
  },
  async pick(question, signal) {
    const answer = await show({ kind: 'pick', ...question }, signal)
    return answer?.startsWith('pick:') ? Number(answer.slice(5)) : unanswered(answer)
  },
}

/** Some windows can't show a list. */
const { pick: _pick, ...withoutList } = testWindow
const window = process.env.UNIT_HALL_TEST_LIST === 'no' ? withoutList : testWindow

const [first, kind, path] = process.argv.slice(2)
if (first === '--hold' && isLibraryKind(kind) && path) {
  holdLibrary(kind, path)
} else {
  runHost({
    input: process.stdin,
    output: process.stdout,
    config: () => readConfig(file),
    window: () => window,
    ...(patience ? { patienceMs: Number(patience) } : {}),
  }).then((broken) => process.exit(broken ? 1 : 0))
}
