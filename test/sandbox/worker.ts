/** The sandbox: outside systems for newcomers and tests, over their real wire protocols. Holds no code of the hall. */
import { Hono } from 'hono'
import { alipay } from './alipay/gateway.tsx'
import { aliyun } from './aliyun/send-sms.ts'
import { enterprise } from './app/enterprise.tsx'
import { app } from './app/routes.tsx'
import { authenticator } from './authenticator/pages.tsx'
import { control } from './control.ts'
import type { Env } from './env.ts'
import { kuaidi100 } from './kuaidi100/routes.tsx'
import { legacy } from './legacy/halls.ts'
import { legacyPages } from './legacy/pages.tsx'
import { licence } from './licence/routes.tsx'
import { phone } from './phone/routes.tsx'
import { population } from './population/register.ts'
import { oidc } from './sso/oidc.tsx'
import { ticket } from './sso/ticket.tsx'

const sandbox = new Hono<Env>()
  .route('/', phone)
  .route('/alipay', alipay)
  .route('/aliyun', aliyun)
  .route('/population', population)
  .route('/legacy', legacyPages)
  .route('/legacy', legacy)
  .route('/sso', oidc)
  .route('/sso', ticket)
  .route('/licence', licence)
  .route('/kuaidi100', kuaidi100)
  .route('/app', app)
  .route('/enterprise', enterprise)
  .route('/authenticator', authenticator)
  .route('/control', control)
  .get('/healthz', (c) => c.text('ok'))

export default sandbox
