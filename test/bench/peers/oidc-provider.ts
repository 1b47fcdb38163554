import { fork } from 'node:child_process'
import { type Client, client } from '../client.ts'
import { HERE, PEERS } from '../places.ts'

export interface TokenClient {
  clientId: string
  secret: string
  redirectUri: string
  verifier: string
}

/** Starts oidc-provider in a Node process of its own, quiet. */
export async function startOidcProvider(settings: TokenClient) {
  const entry = `${PEERS}/node_modules/oidc-provider/lib/index.js`
  const child = fork(`${HERE}/peers/oidc-provider.server.js`, [entry, JSON.stringify(settings)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (told) => resolve(Number(told)))
    child.once('exit', (code) => reject(new Error(`oidc-provider ended with ${code}`)))
  })
  const http: Client = client(`http://127.0.0.1:${port}`)
  return {
    client: http,
    async codes(count: number): Promise<string[]> {
      return JSON.parse((await http.ask(`/__bench/codes?count=${count}`)).body) as string[]
    },
    async stop() {
      http.close()
      child.kill()
    },
  }
}
