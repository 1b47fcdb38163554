/** Frames of the hall in a portal's page, and how they look. Each is opened by a ticket; no cookie is asked for. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { FrameQuery, type Widget } from '../../schema/embed.ts'
import { themeOf } from '../../schema/theme.ts'
import { allow } from '../lib/allow.ts'
import { formOf } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { refuse } from '../lib/page/view.tsx'
import { findClient } from '../oidc/client-store.ts'
import { end } from '../session/acts.ts'
import { type Asked, openFrame, resumeFrame } from './acts.ts'
import { refusedFrame, signedOutFrame, widgetFrame } from './page.tsx'
import { themeSheet } from './theme.ts'

type Found = Asked & { ticket: string | undefined }

/** For whom the frame is; a page that may not embed is told so by the embed check, and shows nothing. */
async function asked(c: Context<Env>, widget: Widget): Promise<Found | undefined> {
  const query = v.safeParse(FrameQuery, c.req.query())
  if (!query.success) return undefined
  const { client_id, origin, ticket } = query.output
  const client = await findClient(c.env.DB, client_id)
  return client?.origins.includes(origin) ? { client, origin, widget, ticket } : undefined
}

async function keyIn(c: Context<Env>): Promise<string> {
  const key = (await formOf(c)).get('key')
  return typeof key === 'string' ? key : ''
}

async function open(c: Context<Env>, widget: Widget) {
  const found = await asked(c, widget)
  if (!found) return refuse(c, 'not_found')
  const opened = await openFrame(c.env, c.var.now, found, found.ticket)
  return opened.ok ? widgetFrame(c, found, opened.value) : refusedFrame(c, found, opened.error)
}

async function again(c: Context<Env>, widget: Widget) {
  const found = await asked(c, widget)
  if (!found) return refuse(c, 'not_found')
  const opened = await resumeFrame(c.env, c.var.now, found, await keyIn(c))
  return opened.ok ? widgetFrame(c, found, opened.value) : refusedFrame(c, found, opened.error)
}

export const embedRoutes = new Hono<Env>()
  .get('/embed/account', allow('anyone'), (c) => open(c, 'account'))
  .post('/embed/account', allow('anyone'), (c) => again(c, 'account'))
  .get('/embed/cases', allow('anyone'), (c) => open(c, 'cases'))
  .post('/embed/cases', allow('anyone'), (c) => again(c, 'cases'))
  .post('/embed/account/sign-out', allow('anyone'), async (c) => {
    const found = await asked(c, 'account')
    if (!found) return refuse(c, 'not_found')
    const opened = await resumeFrame(c.env, c.var.now, found, await keyIn(c))
    if (!opened.ok) return refusedFrame(c, found, opened.error)
    const { session } = opened.value
    await end(c.env, c.var.origin, c.var.now, session, session.sessionId)
    return signedOutFrame(c, found)
  })
  .get('/embed/theme.css', allow('anyone'), async (c) => {
    const theme = themeOf(c.req.query())
    if (!theme) return refuse(c, 'not_found')
    // What it says depends on its address alone.
    c.header('cache-control', 'public, max-age=31536000, immutable')
    return c.body(themeSheet(theme), 200, { 'content-type': 'text/css; charset=utf-8' })
  })
