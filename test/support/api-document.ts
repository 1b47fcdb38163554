/** The hall's OpenAPI document as a judge of what the hall answers. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { Visitor } from './client.ts'

interface Answer {
  description: string
  content?: Record<string, { schema: object }>
}

export interface ApiDocument {
  openapi: string
  info: object
  servers: object[]
  paths: Record<
    string,
    Record<
      string,
      {
        summary: string
        parameters?: { name: string; in: string }[]
        security: Record<string, unknown>[]
        requestBody?: { content: Record<string, { schema: object }> }
        responses: Record<string, Answer>
      }
    >
  >
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

function validator(document: ApiDocument): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  for (const [name, schema] of Object.entries(document.components.schemas)) ajv.addSchema(schema, name)
  return ajv
}

/** References as the validator knows their targets: by name. */
const named = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/components/schemas/', '"$ref":"')) as object

/** Compiles every schema of the document; throws at the first that is none. Answers how many there are. */
export function compileAll(document: ApiDocument): number {
  const ajv = validator(document)
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const schemas = operations.flatMap(({ requestBody, responses }) =>
    [requestBody, ...Object.values(responses)].flatMap((part) => Object.values(part?.content ?? {})),
  )
  for (const { schema } of schemas) ajv.compile(named(schema))
  return schemas.length
}

/** A visitor who holds every answer of the API against the document. */
export class Judge extends Visitor {
  /** `METHOD /path status` of every answer. */
  readonly seen = new Set<string>()
  /** What was wrong with any. */
  readonly faults: string[] = []
  private readonly document: ApiDocument
  private readonly ajv: Ajv2020

  constructor(origin: string, document: ApiDocument) {
    super(origin)
    this.document = document
    this.ajv = validator(document)
  }

  override async send<T>(path: string, init: RequestInit = {}) {
    const reply = await super.send<T>(path, init)
    const { pathname } = new URL(path, 'http://hall')
    const method = (init.method ?? 'GET').toUpperCase()
    const known = this.patternOf(pathname, method)
    if (!known) return reply
    this.seen.add(`${method} ${known} ${reply.status}`)
    const fault = this.judge(
      this.document.paths[known]?.[method.toLowerCase()]?.responses[reply.status],
      reply,
    )
    if (fault) this.faults.push(`${method} ${known} ${reply.status}: ${fault}`)
    return reply
  }

  /** The path of the document that this one is; one without parameters goes before one with. */
  private patternOf(pathname: string, method: string): string | undefined {
    const fits = (pattern: string) => new RegExp(`^${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname)
    const found = Object.keys(this.document.paths).filter(
      (pattern) => fits(pattern) && this.document.paths[pattern]?.[method.toLowerCase()],
    )
    return found.sort((a, b) => a.split('{').length - b.split('{').length)[0]
  }

  private judge(answer: Answer | undefined, reply: { headers: Headers; json: unknown; text: string }) {
    if (!answer) return 'this status is not in the document'
    if (!answer.content) return reply.text === '' ? undefined : 'a body where none is promised'
    const type = reply.headers.get('content-type')?.split(';')[0] ?? ''
    const promised = answer.content[type]
    if (!promised) return `${type} is not promised`
    const check = this.ajv.compile(named(promised.schema))
    return check(type === 'text/html' ? reply.text : reply.json)
      ? undefined
      : this.ajv.errorsText(check.errors)
  }
}
