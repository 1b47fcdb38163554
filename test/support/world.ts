/** The hall, the sandbox of outside systems and the demonstration portal, together on this machine. */
import { randomBytes } from 'node:crypto'
import { type Portal, startPortal } from '../portal/portal.ts'
import { addClient } from './clients.ts'
import { freePort } from './hall.ts'
import { type Pair, type PairOptions, startPair } from './pair.ts'
import { kept } from './secrets.ts'

export const PORTAL_CLIENT_ID = 'demo-portal'

export interface World extends Pair {
  portal: Portal
}

export interface WorldOptions extends Omit<PairOptions, 'ports'> {
  /** Free ones by default. */
  ports?: { hall: number; sandbox: number; portal: number }
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const ports = options.ports ?? {
    hall: await freePort(),
    sandbox: await freePort(),
    portal: await freePort(),
  }
  const { clientSecret } = await kept(options.persist, `portal-${ports.portal}`, () => ({
    clientSecret: randomBytes(32).toString('base64url'),
  }))
  const pair = await startPair({ ...options, ports })
  const origin = `http://127.0.0.1:${ports.portal}`
  await addClient(pair.hall.db, {
    ...{ id: PORTAL_CLIENT_ID, name: '临江市政务服务门户', secret: clientSecret },
    ...{ grantTypes: ['authorization_code', 'refresh_token'], scopes: ['openid'] },
    ...{ redirectUris: [`${origin}/callback`], origins: [origin] },
    postLogoutRedirectUris: [`${origin}/signed-out`],
    backchannelLogoutUri: `${origin}/backchannel-logout`,
    theme: { act: '#8f2f12', corners: 'square' },
  })
  const portal = await startPortal({
    ...{ port: ports.portal, host: '127.0.0.1', hall: pair.hall.origin },
    ...{ clientId: PORTAL_CLIENT_ID, clientSecret },
  })
  const close = async () => {
    await Promise.all([portal.close(), pair.close()])
  }
  return { ...pair, portal, close }
}
