/**
 * The test authority: for each kind of key a root and an intermediate, and a server that answers on what they issued. Keys
 * are made at the start, into a folder that is in no commit; one that is given keeps them for the next start.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { root } from '../build.ts'
import { type Answers, answersOf, type CrlWay, type OcspWay } from './answers.ts'
import { type Authority, type Issued, makeRoot, type Wanted } from './authority.ts'
import type { Kind } from './openssl.ts'
import { signText } from './sign.ts'

/** What goes wrong on the way, whatever is asked. */
export type Fault = 'silent' | 'broken' | 'nonsense' | 'moved' | 'endless'

export interface TestAuthority {
  origin: string
  folder: string
  /** The intermediate of this kind, made when it is first asked for; its root is last in its line. */
  of(kind: Kind): Promise<Authority>
  /** A root of its own, for what no good CA does. */
  root(kind: Kind, wanted?: Wanted): Promise<Authority>
  /** A unit's key and certificate by the intermediate of this kind. */
  issue(wanted: Wanted & { kind: Kind }): Promise<Issued>
  revoke(issued: Issued): Promise<void>
  signText: typeof signText
  /** Answers for this one, too. */
  keep(authority: Authority): Authority
  answers(authority: Authority): Answers
  ocspUrl(authority: Authority): string
  crlUrl(authority: Authority): string
  /** How the server answers from now on. */
  ways: { ocsp: OcspWay | Fault; crl: CrlWay | Fault }
  /** What it was asked, as `ocsp` or `crl` and the authority's id. */
  asked: string[]
  stop(): Promise<void>
}

export async function startAuthority(
  options: { port?: number; folder?: string } = {},
): Promise<TestAuthority> {
  const folder = options.folder ?? join(root, '.build/ca', randomBytes(8).toString('hex'))
  await mkdir(folder, { recursive: true })
  const known = new Map<string, Answers>()
  const trees = new Map<Kind, Promise<Authority>>()
  const keep = (authority: Authority): Authority => {
    if (!known.has(authority.id)) known.set(authority.id, answersOf(authority))
    return authority
  }
  const tree = async (kind: Kind) =>
    keep(await keep(await makeRoot(folder, kind, { name: `root-${kind}` })).under({ name: kind }))

  const server = createServer(async (request, response) => {
    const [, what, id] = (request.url ?? '').split('/')
    const answers = known.get(id ?? '')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    authority.asked.push(`${what} ${id}`)
    if (!answers || (what !== 'ocsp' && what !== 'crl')) return void response.writeHead(404).end()
    const way = authority.ways[what]
    if (isFault(way)) return void fail(response, way)
    try {
      const body =
        what === 'ocsp'
          ? await answers.ocsp(Buffer.concat(chunks), way as OcspWay)
          : await answers.crl(way as CrlWay)
      const type = what === 'ocsp' ? 'application/ocsp-response' : 'application/pkix-crl'
      response.writeHead(200, { 'content-type': type }).end(body)
    } catch {
      response.writeHead(500).end()
    }
  })
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const authority: TestAuthority = {
    ...{ origin, folder, signText, keep, asked: [], ways: { ocsp: 'signed', crl: 'signed' } },
    of(kind) {
      const found = trees.get(kind) ?? tree(kind)
      trees.set(kind, found)
      return found
    },
    root: async (kind, wanted) => keep(await makeRoot(folder, kind, wanted)),
    issue: async (wanted) => (await authority.of(wanted.kind)).issue(wanted),
    revoke: async (issued) => (await authority.of(issued.kind)).revoke(issued),
    answers(one) {
      keep(one)
      return known.get(one.id) as Answers
    },
    ocspUrl: ({ id }) => `${origin}/ocsp/${id}`,
    crlUrl: ({ id }) => `${origin}/crl/${id}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      if (!options.folder) await rm(folder, { recursive: true, force: true })
    },
  }
  return authority
}

const FAULTS = new Set<string>(['silent', 'broken', 'nonsense', 'moved', 'endless'] satisfies Fault[])
const isFault = (way: string): way is Fault => FAULTS.has(way)

function fail(response: ServerResponse, fault: Fault): void {
  if (fault === 'silent') return
  if (fault === 'broken') return void response.writeHead(500).end()
  if (fault === 'nonsense') return void response.writeHead(200).end('<html>Sign in to the network</html>')
  if (fault === 'moved') return void response.writeHead(302, { location: '/elsewhere' }).end()
  const zeros = Buffer.alloc(64 * 1024)
  const pour = () => {
    while (!response.destroyed && response.write(zeros)) {}
  }
  response.on('drain', pour).on('error', () => {})
  pour()
}
