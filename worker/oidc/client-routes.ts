/** What a client's server asks for: tokens, requests sent ahead, and what has become of its tokens. */
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { TicketReply } from '../../schema/embed.ts'
import * as schema from '../../schema/oidc.ts'
import { allow } from '../lib/allow.ts'
import type { Env } from '../lib/env.ts'
import { answers } from '../lib/route.ts'
import { type Beside, type ClientCall, clientCall, invalid } from './client-call.ts'
import { introspect, revoke } from './inspect.ts'
import { push } from './par.ts'
import { besideToken } from './presented.ts'
import { grant } from './token.ts'

const errors = { 400: schema.OAuthError, 401: schema.OAuthError }

/** Answers a call of a client that has proved who it is. */
const asClient =
  (answer: (c: Context<Env>, call: ClientCall) => Promise<Response> | Response, beside?: Beside) =>
  async (c: Context<Env>) => {
    const call = await clientCall(c, beside)
    return call instanceof Response ? call : answer(c, call)
  }

export const clientRoutes = new Hono<Env>()
  .post(
    '/oidc/token',
    allow('anyone'),
    answers(
      'Exchange a code, refresh, get a token as a client (RFC 6749), or a ticket for a frame (RFC 8693); the client proves itself in the request',
      { 200: v.union([schema.TokenReply, TicketReply]), ...errors },
    ),
    asClient(async (c, call) => {
      const granted = await grant(c.env, c.var.origin, c.var.now, call)
      return granted.ok ? c.json(granted.value) : c.json(granted.error, 400)
    }, besideToken),
  )
  .post(
    '/oidc/par',
    allow('anyone'),
    answers('Send an authorization request ahead (RFC 9126); the client proves itself in the request', {
      201: schema.PushedReply,
      ...errors,
    }),
    asClient(async (c, call) => {
      const kept = await push(c.env, c.var.now, call)
      return kept.ok ? c.json(kept.value, 201) : c.json(kept.error, 400)
    }),
  )
  .post(
    '/oidc/introspect',
    allow('anyone'),
    answers("Whether one of the client's own tokens holds (RFC 7662)", {
      200: schema.IntrospectionReply,
      ...errors,
    }),
    asClient(async (c, { client, form }) => {
      const token = form.get('token')
      return token
        ? c.json(await introspect(c.env, c.var.now, client, token))
        : invalid(c, 'token is missing')
    }),
  )
  .post(
    '/oidc/revoke',
    allow('anyone'),
    answers("End one of the client's own tokens (RFC 7009)", { 200: null, ...errors }),
    asClient(async (c, { client, form }) => {
      const token = form.get('token')
      if (!token) return invalid(c, 'token is missing')
      await revoke(c.env, client, token)
      return c.body(null, 200)
    }),
  )
