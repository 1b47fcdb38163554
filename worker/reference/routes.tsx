/** `/openapi.json` and its readable page, made from the router that they are mounted on. */
import { Hono } from 'hono'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { openApi, operations } from '../lib/openapi.ts'
import { view } from '../lib/page/view.tsx'
import { Reference } from './page.tsx'

export const referenceRoutes = (app: Hono<Env>) =>
  new Hono<Env>()
    .get('/openapi.json', allow('anyone'), (c) => {
      c.header('cache-control', 'public, max-age=300')
      c.header('access-control-allow-origin', '*')
      return c.json(openApi(app, c.env.ORIGIN))
    })
    .get('/docs', allow('anyone'), (c) =>
      view(c, { title: '接口文档', wide: true }, <Reference operations={operations(app)} />),
    )
