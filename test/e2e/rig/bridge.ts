import { createServer, type Server } from 'node:http'
import { expect } from '@playwright/test'
import { Webhook } from 'standardwebhooks'
import type { BridgeEvent } from '../../../demo/backend/relaying.js'
import { freePort } from '../../support/free-port.js'
import type { Backend } from './backend.js'

/** A bridge to a messenger whose far end is the test; what signs and verifies is the scheme's own library. */
export interface Bridge {
  /** What it has taken, in order. */
  readonly got: readonly (BridgeEvent & { id: string })[]
  /** How often it was asked. */
  readonly asked: () => number
  /** Answers with this status from now on; 0: nobody is there. */
  answer(status: number): Promise<void>
  /** Delivers what somebody has written; resolves once the backend has it. */
  deliver(text: string, more?: object): Promise<void>
  close(): Promise<void>
}

/** Adds the channel to a backend that runs, and stands behind it. */
export const bridgeTo = async (backend: Backend, channel: string): Promise<Bridge> => {
  const port = await freePort()
  const told = await backend.command('channel', 'add', channel, '--webhook', `http://127.0.0.1:${port}/`)
  const webhook = new Webhook(/shown this once: (\S+)/.exec(told)?.[1] ?? '')
  const got: (BridgeEvent & { id: string })[] = []
  let server: Server | undefined
  let status = 204
  let asked = 0
  let count = 0

  const open = () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        asked++
        const event = webhook.verify(body, request.headers as Record<string, string>) as BridgeEvent
        if (status < 300) got.push({ ...event, id: String(request.headers['webhook-id']) })
        response.writeHead(status).end()
      })
    })
    return new Promise<void>(resolve => server?.listen(port, '127.0.0.1', resolve))
  }
  const close = async () => {
    const mine = server
    server = undefined
    mine?.closeAllConnections()
    if (mine) await new Promise(resolve => mine.close(resolve))
  }
  const post = async (body: string) => {
    const now = new Date()
    const headers = {
      'content-type': 'application/json',
      'webhook-id': `delivery-${++count}`,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': webhook.sign(`delivery-${count}`, now, body),
    }
    return (await fetch(`${backend.url}/v1/channels/${channel}`, { method: 'POST', body, headers })).status
  }
  await open()

  return {
    got,
    asked: () => asked,
    close,
    answer: async next => {
      status = next
      if (!next) await close()
      else if (!server) await open()
    },
    deliver: async (text, more = {}) => {
      const contact = { id: '420601234567', name: 'Jana', phone: '+420601234567' }
      const body = JSON.stringify({ id: `wamid.${++count}`, type: 'message', contact, text, ...more })
      // A server that runs follows what commands have changed within a second; the same message may be sent again.
      await expect.poll(() => post(body)).toBe(200)
    },
  }
}
