import { Validator } from '@seriousme/openapi-schema-validator'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { without } from '../../../demo/backend/without.js'
import { routesOf } from '../../../demo/server/app.js'
import type { PathItem } from '../../../demo/server/openapi/operations.js'
import type { Env } from '../../../demo/server/streaming.js'
import { startServer, type Served } from '../backend/served.js'
import { document, schemas } from './papers.js'

let served: Served
beforeAll(async () => void (served = await startServer()))
afterAll(() => served.close())

/** Which are on paper only, and which only in the code. Questions before a request (`OPTIONS`) are no routes. */
const differences = (routes: readonly string[], paths: Readonly<Record<string, PathItem>>) => {
  const written = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map(method => `${method.toUpperCase()} ${path}`),
  )
  const spoken = routes.map(route => route.replace(/:(\w+)(\{.*?\})?(?=\/|$)/g, '{$1}'))
  return {
    onPaperOnly: written.filter(route => !route.startsWith('OPTIONS') && !spoken.includes(route)),
    notOnPaper: spoken.filter(route => !written.includes(route)),
  }
}

/** Every `$ref` of a document. */
const refs = (node: unknown): string[] => {
  if (typeof node !== 'object' || node === null) return []
  const { $ref } = node as { $ref?: unknown }
  return [...(typeof $ref === 'string' ? [$ref] : []), ...Object.values(node).flatMap(refs)]
}
const resolve = (pointer: string) =>
  pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document)

describe('the paper of the wire', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator()
    expect(await validator.validate(structuredClone(document))).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('would not pass with a mistake in it', async () => {
    const wrong = { ...structuredClone(document), paths: { '/v1/stream': { post: { responses: 'none' } } } }
    expect((await new Validator().validate(wrong)).valid).toBe(false)
  })

  it('is served to any page, and is what the code says', async () => {
    const response = await fetch(`${served.base}/v1/openapi.json`)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(document)))
    const etag = response.headers.get('etag') ?? ''
    expect((await fetch(response.url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('has every route of the server and no other', () => {
    expect(differences(served.routes, document.paths)).toEqual({ onPaperOnly: [], notOnPaper: [] })
    console.log(`wire ${JSON.stringify({ routes: served.routes.length, schemas: Object.keys(schemas).length })}`)
  })

  it('would miss a route that nobody wrote down, and one that nobody made', () => {
    const rest = without(document.paths, '/healthz')
    expect(differences([...served.routes, 'POST /v1/peek/:id{[a-z]+}'], rest)).toEqual({
      onPaperOnly: [],
      notOnPaper: ['GET /healthz', 'POST /v1/peek/{id}'],
    })
    const made = { ...document.paths, '/v1/dream': { get: document.paths['/healthz']!.get! } }
    expect(differences(served.routes, made).onPaperOnly).toEqual(['GET /v1/dream'])
  })

  it('counts as a route whatever answers, and nothing that only looks on', () => {
    const app = new Hono<Env>()
    app.use('/v1/*', async (_, next) => next())
    app.post('/hidden', async (_, next) => next())
    app.all('/any', c => c.text('yes'))
    expect(routesOf(app)).toEqual(['POST /hidden', 'ALL /any'])
  })

  it('points at nothing that is not there, and has nothing that nobody points at', () => {
    const all = [...new Set(refs(document))]
    expect(all.filter(pointer => resolve(pointer) === undefined)).toEqual([])
    const unused = Object.keys(schemas).filter(name => !all.includes(`#/components/schemas/${name}`))
    expect(unused).toEqual([])
  })

  it('names every operation once', () => {
    const ids = Object.values<PathItem>(document.paths).flatMap(item =>
      Object.values(item).map(({ operationId }) => operationId),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each(['/v1/stream', '/v1/commands'] as const)('tells what a preflight of %s is answered', async path => {
    const { status, headers } = await fetch(served.base + path, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:1', 'access-control-request-method': 'POST' },
    })
    const [[code, response]] = Object.entries(document.paths[path]!.options!.responses as object) as [
      [string, { headers: Record<string, { schema: { const?: string } }> }],
    ]
    expect(String(status)).toBe(code)
    for (const [name, { schema }] of Object.entries(response.headers))
      expect(headers.get(name), name).toEqual(schema.const ?? 'http://localhost:1')
  })
})
