/** Personal accounts as JSON: sign in, own data, 户籍性质, sessions. */
import { Hono } from 'hono'
import {
  Person,
  PersonSession,
  PersonSessionList,
  PersonSignIn,
  personRefusals,
  personSignInRefusals,
  SetHousehold,
} from '../../schema/people.ts'
import { Renewed } from '../../schema/session.ts'
import { allow, allowPerson } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { dropPersonCookie } from '../lib/person-session.ts'
import { problem } from '../lib/problem.ts'
import { answers } from '../lib/route.ts'
import * as acts from './acts.ts'
import { enterPerson } from './sign-in.ts'

const iso = (ms: number) => new Date(ms).toISOString()

export const peopleApi = new Hono<Env>()
  .post(
    '/sessions',
    allow('anyone'),
    answers('Sign in as a person, with a password', { 201: PersonSession }, personSignInRefusals),
    body(PersonSignIn),
    async (c) => {
      const entered = await enterPerson(c, c.req.valid('json'))
      return entered.ok
        ? c.json(await acts.showSession(c.env, entered.value), 201)
        : problem(c, personSignInRefusals, entered.error)
    },
  )
  .get(
    '/',
    allowPerson(),
    answers('Own data, masked, and the units that the person acts for', { 200: Person }, personRefusals),
    async (c) => c.json(await acts.showPerson(c.env, c.var.person)),
  )
  .put(
    '/household',
    allowPerson(),
    answers('Say what the own 户籍性质 is', { 204: null }, personRefusals),
    body(SetHousehold),
    async (c) => {
      const { household } = c.req.valid('json')
      await acts.setHousehold(c.env, c.var.origin, c.var.now, c.var.person, household)
      return c.body(null, 204)
    },
  )
  .get(
    '/session',
    allowPerson(),
    answers('Which person is signed in, and until when', { 200: PersonSession }, personRefusals),
    async (c) => c.json(await acts.showSession(c.env, c.var.person)),
  )
  .post(
    '/session/renew',
    allowPerson(),
    answers('Start the idle time of the own session again', { 200: Renewed }, personRefusals),
    async (c) => c.json({ idleAt: iso(await acts.renewSession(c.env, c.var.now, c.var.person)) }),
  )
  .delete(
    '/session',
    allowPerson(),
    answers('Sign out as a person', { 204: null }, personRefusals),
    async (c) => {
      await acts.endSession(c.env, c.var.origin, c.var.now, c.var.person, c.var.person.sessionId)
      dropPersonCookie(c)
      return c.body(null, 204)
    },
  )
  .get(
    '/sessions',
    allowPerson(),
    answers("The person's open sessions, newest first", { 200: PersonSessionList }, personRefusals),
    async (c) => {
      const rows = await acts.listSessions(c.env, c.var.person, c.var.now)
      const sessions = rows.map(({ created_at, seen_at, ...row }) => ({
        ...row,
        signedInAt: iso(created_at),
        seenAt: iso(seen_at),
        current: row.id === c.var.person.sessionId,
      }))
      return c.json({ sessions } satisfies PersonSessionList)
    },
  )
  .delete(
    '/sessions/:id',
    allowPerson(),
    answers("End one of the person's open sessions", { 204: null }, personRefusals),
    async (c) => {
      const id = c.req.param('id')
      const ended = await acts.endSession(c.env, c.var.origin, c.var.now, c.var.person, id)
      return ended ? c.body(null, 204) : problem(c, personRefusals, 'person_session_unknown')
    },
  )
  .delete(
    '/sessions',
    allowPerson(),
    answers("End all of the person's sessions, this one too", { 204: null }, personRefusals),
    async (c) => {
      await acts.endAllSessions(c.env, c.var.origin, c.var.now, c.var.person)
      dropPersonCookie(c)
      return c.body(null, 204)
    },
  )
