import { HEARTBEAT } from '../sse.js'
import type { Schema } from './schema.js'

/** What is written down of one address, by method. */
export type PathItem = Readonly<Record<string, Operation>>
export interface Operation {
  operationId: string
  summary: string
  [more: string]: unknown
}

export const json = (schema: Schema, example?: unknown) => ({
  content: { 'application/json': { schema, ...(example !== undefined && { example }) } },
})
export const jsonBody = (schema: Schema, example: unknown) => ({
  requestBody: { required: true, ...json(schema, example) },
})

/** Personal: kept by nobody on the way. */
export const PRIVATE = { 'Cache-Control': { schema: { const: 'no-store' } } }

/**
 * A stream of events. OpenAPI 3.1 has no word for what each of them is; `x-itemSchema` says it as `itemSchema` of 3.2
 * will: the schema of the JSON behind every `data:`.
 */
export const events = (schema: Schema, frames: readonly object[]) => ({
  description: `Server-sent events: one \`data:\` line of JSON each, then an empty line; a comment \`:\` every ${HEARTBEAT / 1_000} s is the heartbeat. No \`event:\`, \`id:\` or \`retry:\` lines. A line has at most 64 KiB.`,
  headers: {
    'Cache-Control': { schema: { const: 'no-store, no-transform' } },
    'X-Accel-Buffering': { schema: { const: 'no' } },
  },
  content: {
    'text/event-stream': {
      schema: { type: 'string' },
      'x-itemSchema': schema,
      example: frames.map(frame => `data: ${JSON.stringify(frame)}\n\n`).join(''),
    },
  },
})
