import { Hono } from 'hono'
import { answer, toAsset, type Asset } from '../files.js'
import { createDocument } from './document.js'

/** Any page may read it: tools that show it are pages. */
const HEADERS = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' }

/** `GET /v1/openapi.json`: the protocol on paper. */
export const openapiRoutes = (options: { version: string }): Hono => {
  let document: Promise<Asset> | undefined
  return new Hono().get('/openapi.json', async c => {
    document ??= toAsset('openapi.json', `${JSON.stringify(createDocument(options), null, 2)}\n`)
    return answer(c, await document, HEADERS)
  })
}
