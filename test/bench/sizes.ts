import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { hallBundle, startHall } from '../support/hall.ts'
import { brotliBytes } from './brotli.ts'
import { bundleWorker } from './bundle.ts'
import { scriptsAndStyles } from './loaded.ts'
import { PEER_VERSIONS } from './peers/install.ts'
import { HERE, PEERS } from './places.ts'
import { size, type Table } from './report.ts'

/** What a portal's page loads of ours, and what the form in its frame loads, in bytes after brotli. */
const MOST_SCRIPT = 2_500
const MOST_FORM = 15_000
/** better-auth alone, as it was when the hall was planned. */
const MOST_WORKER = 225_900

const together = (contents: Uint8Array[]) => contents.reduce((sum, content) => sum + brotliBytes(content), 0)

/** Everything that is deployed as the Worker: its modules, static assets apart. */
function workerBytes(folder: string): number {
  const modules = readdirSync(folder).filter((file) => /\.(js|wasm)$/.test(file))
  return together(modules.map((file) => readFileSync(`${folder}/${file}`)))
}

async function hankoBytes(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [`${HERE}/peers/hanko.entry.js`],
    outdir: '.',
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    nodePaths: [`${PEERS}/node_modules`],
  })
  return together(outputFiles.map(({ contents }) => contents))
}

const PORTAL = 'http://127.0.0.1:9'

/** Registers a portal and returns the address of the sign-in form that its page would frame. */
async function embeddedForm(origin: string, db: D1Database): Promise<string> {
  const client = `bench-${randomUUID()}`
  const redirect = `${PORTAL}/callback`
  await db
    .prepare(
      `INSERT INTO client (id, name, auth_method, secret_hash, grant_types, redirect_uris, origins, scopes, created_at)
       VALUES (?, '测试门户', 'client_secret_basic', 'none', '["authorization_code"]', ?, ?, '["openid"]', 0)`,
    )
    .bind(client, JSON.stringify([redirect]), JSON.stringify([PORTAL]))
    .run()
  const discovery = await fetch(`${origin}/.well-known/openid-configuration`)
  const { authorization_endpoint: endpoint } = (await discovery.json()) as { authorization_endpoint: string }
  const query = new URLSearchParams({
    client_id: client,
    redirect_uri: redirect,
    response_type: 'code',
    response_mode: 'web_message',
    scope: 'openid',
    state: 'bench',
    nonce: 'bench',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  return `${endpoint}?${query}`
}

async function browserBytes(): Promise<{ script: number; form: number }> {
  const hall = await startHall()
  try {
    const script = await fetch(`${hall.origin}/embed.js`)
    if (!script.ok) throw new Error(`/embed.js answered ${script.status}`)
    const loaded = await scriptsAndStyles(await embeddedForm(hall.origin, hall.db))
    if (loaded.length === 0) throw new Error('the embedded form loaded no script and no style sheet')
    return {
      script: brotliBytes(new Uint8Array(await script.arrayBuffer())),
      form: together(loaded.map(({ content }) => content)),
    }
  } finally {
    await hall.dispose()
  }
}

/** Bytes that travel, after brotli at its best. */
export async function sizes(): Promise<Table> {
  const { script, form } = await browserBytes()
  const hanko = await hankoBytes()
  const alone = await bundleWorker({ entry: `${HERE}/peers/better-auth.alone.js`, name: 'better-auth-alone' })
  const peers = `Hanko elements ${PEER_VERSIONS['@teamhanko/hanko-elements']}; better-auth ${PEER_VERSIONS['better-auth']}`
  return {
    title: 'Sizes (brotli 11)',
    columns: ['ours', peers],
    figures: [
      size('script that a portal loads', script, hanko, MOST_SCRIPT),
      size('embedded form: all JavaScript and CSS', form, hanko, MOST_FORM),
      size('Worker, static assets apart', workerBytes(hallBundle), workerBytes(alone), MOST_WORKER),
    ],
  }
}
