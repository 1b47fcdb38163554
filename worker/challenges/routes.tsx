/** Where a scanned code of ours leads on a phone. */
import { Hono } from 'hono'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { view } from '../lib/page/view.tsx'
import { type Asks, findScan } from './face.ts'
import { AskApp, BeforeFace, Over } from './page.tsx'
import { faceStatus } from './rules.ts'

export const challengeRoutes = new Hono<Env>()
  .get('/face/:code', allow('anyone'), async (c) => {
    const face = await findScan(c.env, c.req.param('code'))
    const waits = face && faceStatus(face.status, face.expires_at, c.var.now) === 'pending'
    if (waits && face.method === 'alipay')
      return view(
        c,
        { title: '刷脸认证' },
        <BeforeFace asks={JSON.parse(face.asks) as Asks} href={face.url} />,
      )
    return view(c, { title: '二维码已失效', status: 410 }, <Over />)
  })
  .get('/app/scan/:code', allow('anyone'), (c) => view(c, { title: '请用手机应用扫码' }, <AskApp />))
