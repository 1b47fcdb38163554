/** The API document (OpenAPI 3.1), read off the router: what each route's middlewares say of it. */
import { toJsonSchema } from '@valibot/to-json-schema'
import type { Hono } from 'hono'
import type { GenericSchema } from 'valibot'
import { scopeNames } from '../../schema/apps.ts'
import { OAuthError } from '../../schema/oidc.ts'
import { Problem, type Refusal } from '../../schema/refusal.ts'
import type { Env } from './env.ts'
import { type Answered, factsOf, type RouteFacts } from './route.ts'

export interface Operation extends RouteFacts {
  method: string
  /** Hono's pattern, for example `/api/v1/sessions/:id`. */
  path: string
}

/** Every route with what its middlewares say of it; one without an `access` is a mistake that a test finds. */
export function operations(app: Hono<Env>): Operation[] {
  const found = new Map<string, Operation>()
  for (const { method, path, handler } of app.routes) {
    if (method === 'ALL') continue
    const key = `${method} ${path}`
    const facts = factsOf(handler)
    const known = found.get(key) ?? { method, path }
    found.set(key, { ...known, ...facts, refusals: { ...known.refusals, ...facts?.refusals } })
  }
  return [...found.values()]
}

const json = (schema: GenericSchema, typeMode: 'input' | 'output') => {
  const { $schema: _dialect, ...rest } = toJsonSchema(schema, { typeMode, errorMode: 'ignore' })
  return rest
}

const SCOPES = { app: '政务应用', ...scopeNames }

/** Only routes that say what they answer are interfaces; pages are for people. */
export function openApi(app: Hono<Env>, origin: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations(app)) {
    if (!operation.answers) continue
    const path = operation.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '单位办事大厅 Unit Hall',
      version: '1',
      description:
        'Times are ISO 8601 in UTC. Errors are RFC 9457 problems; `errors` names fields and codes.',
    },
    servers: [{ url: origin }],
    paths,
    components: {
      schemas: { Problem: json(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-hall' },
        person: { type: 'apiKey', in: 'cookie', name: '__Host-hall-person' },
        institution: { type: 'apiKey', in: 'cookie', name: '__Host-hall-institution' },
        client: {
          type: 'oauth2',
          description:
            'A bearer token by client credentials. The app proves itself by private_key_jwt (RFC 7523): a JWT with iss and ' +
            'sub the client, aud the issuer, exp at most five minutes ahead and a jti used once; software of a unit by ' +
            'client_secret_basic.',
          flows: { clientCredentials: { tokenUrl: `${origin}/oidc/token`, scopes: SCOPES } },
        },
      },
    },
  }
}

function described({ method, path, access, summary, takes, query, answers = {}, refusals = {} }: Operation) {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }))
  return {
    summary,
    tags: [path.split('/')[path.startsWith('/api/') ? 3 : 1] || 'hall'],
    security: securityOf(access),
    ...((inPath.length > 0 || query) && { parameters: [...inPath, ...(query ? inQuery(query) : [])] }),
    ...(takes && {
      requestBody: { required: true, content: { 'application/json': { schema: json(takes, 'input') } } },
    }),
    responses: together([
      replies(answers),
      problems(refusals, { takesBody: takes !== undefined, writes: method !== 'GET' }),
      access?.includes('client:') ? BEARER_REFUSALS : {},
    ]),
  }
}

/** What a route asks for, by the names of the security schemes above; where several are named, any of them does. */
function securityOf(access = ''): Record<string, string[]>[] {
  return access.split(' ').flatMap((way): Record<string, string[]>[] => {
    if (way === 'operator') return [{ session: [] }]
    if (way === 'person') return [{ person: [] }]
    if (way === 'institution') return [{ institution: [] }]
    return way.startsWith('client:') ? [{ client: [way.slice('client:'.length)] }] : []
  })
}

function inQuery(query: GenericSchema) {
  const { properties = {}, required = [] } = json(query, 'input')
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
  }))
}

interface Answer {
  description: string
  content?: Record<string, { schema: object }>
}
type Answers = Record<string, Answer>

/** One status may be answered in several ways: a problem, or what a standard asks for. */
function together(all: Answers[]): Answers {
  const merged: Answers = {}
  for (const [status, { description, content }] of all.flatMap((answers) => Object.entries(answers))) {
    const known = merged[status]
    merged[status] = {
      description: known ? `${known.description}, ${description}` : description,
      ...((known?.content ?? content) && { content: { ...known?.content, ...content } }),
    }
  }
  return merged
}

function reply(answered: Answered): Answer {
  if (answered === null) return { description: 'No content' }
  if (answered === 'html')
    return { description: 'A piece of a page', content: { 'text/html': { schema: { type: 'string' } } } }
  return { description: 'OK', content: { 'application/json': { schema: json(answered, 'output') } } }
}

const replies = (answers: Record<number, Answered>): Answers =>
  Object.fromEntries(Object.entries(answers).map(([status, answered]) => [status, reply(answered)]))

const oauthError = { content: { 'application/json': { schema: json(OAuthError, 'output') } } }
const BEARER_REFUSALS: Answers = {
  401: { description: 'invalid_token', ...oauthError },
  403: { description: 'insufficient_scope', ...oauthError },
}

// What body.ts and index.ts may answer to any route that takes a body, and headers.ts to any that writes.
const BODY_REFUSALS = { 400: 'broken_json', 413: 'too_large', 415: 'wrong_type', 422: 'invalid' }
const WRITE_REFUSALS = { 403: 'foreign_form' }

function problems(
  refusals: Record<string, Refusal>,
  { takesBody, writes }: { takesBody: boolean; writes: boolean },
): Answers {
  const common = { ...(takesBody && BODY_REFUSALS), ...(writes && WRITE_REFUSALS) }
  const reasons = new Map(Object.entries(common).map(([status, reason]) => [Number(status), [reason]]))
  for (const [reason, { status }] of Object.entries(refusals))
    reasons.set(status, [...(reasons.get(status) ?? []), reason])
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries(
    [...reasons].map(([status, names]) => [status, { description: names.join(', '), content }]),
  )
}
