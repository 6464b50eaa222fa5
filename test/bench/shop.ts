import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRoom } from '../../demo/backend/fit.js'
import { createFiles } from '../../demo/server/files.js'
import { listen, readBody } from '../e2e/rig/listen.js'
import { added, messageAt, opening, replyTo } from './conversation.mjs'

/** A plain shop page with and without the widget, and a backend that tells one conversation to whoever asks. */
export interface Shop {
  /** The page without the widget. */
  readonly plain: string
  /** The page with it. */
  readonly visited: string
  /** Nothing at all. */
  readonly blank: string
  /**
   * How long the conversation is that streams begin with. Whole, or as the reference backend tells a long one: the newest
   * that fit into one frame.
   */
  setLength(messages: number, how?: { whole: boolean }): void
  /** Says one more message on the open stream; gives its words. */
  sayMore(): string
  close(): Promise<void>
}

export const createShop = async (): Promise<Shop> => {
  const files = createFiles('dist')
  let length = 3
  let isWhole = true
  let said = 0
  let stream: ServerResponse | undefined

  const talk = (response: ServerResponse) => {
    said = length
    stream = response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    const messages = Array.from({ length }, (_, index) => messageAt(index + 1))
    response.write(opening(isWhole ? messages : newest(messages), length))
  }
  const give = async (name: string, response: ServerResponse) => {
    const asset = await files.get(name)
    if (!asset) return response.writeHead(404).end()
    const headers = { 'content-type': asset.type, 'content-encoding': 'br', 'cache-control': 'public, max-age=3600' }
    return response.writeHead(200, headers).end(asset.packed)
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname
    if (path in PAGES) return response.writeHead(200, { 'content-type': 'text/html' }).end(PAGES[path])
    if (request.method === 'GET') return give(path.slice(1), response)
    const body = JSON.parse(await readBody(request)) as { type: string }
    if (path === '/v1/stream') return talk(response)
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(replyTo(body)))
  }

  const { url, close } = await listen((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  return {
    plain: `${url}/plain`,
    visited: `${url}/visited`,
    blank: `${url}/blank`,
    setLength: (messages, { whole } = { whole: true }) => {
      length = messages
      isWhole = whole
    },
    sayMore: () => {
      const message = messageAt(++said)
      stream?.write(added(message))
      return message.body.text
    },
    close,
  }
}

const newest = (messages: object[]) => {
  const room = createRoom()
  const from = messages.findLastIndex(message => !room.take(message))
  return messages.slice(from + 1)
}

const paragraph = `<p>${'The lamps stand in three rows along the wall, each with its price on a slip of paper. '.repeat(4)}</p>`

const page = (script: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
  `<link rel="icon" href="data:,"><title>Lamp shop</title>${script}<body><h1>Lamp shop</h1>${paragraph.repeat(20)}`

const PAGES: Readonly<Record<string, string>> = {
  '/blank': '<!doctype html><link rel="icon" href="data:,"><title>Blank</title>',
  '/plain': page(''),
  '/visited': page('<script async src="/zvonek.js"></script>'),
}
