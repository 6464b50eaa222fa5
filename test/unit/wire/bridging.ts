import { Webhook } from 'standardwebhooks'
import { SECRET } from '../backend/bridge.js'
import { logIn, type Served } from '../backend/served.js'
import { still } from './scenes.js'

export const CHANNELS = { whatsapp: { secret: SECRET } }

/** Delivers as a bridge does, signed by the scheme's own library. */
export const deliver = (served: Served, message: object | string, change: Record<string, string> = {}) => {
  const body = typeof message === 'string' ? message : JSON.stringify(message)
  const now = new Date(change.now ? Number(change.now) : still.now())
  const headers = {
    'webhook-id': 'd1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(change.secret ?? SECRET).sign('d1', now, body),
  }
  return served.post(`/v1/channels/${change.channel ?? 'whatsapp'}`, body, headers)
}

export const HELLO = { id: 'wamid.1', type: 'message', contact: { id: '420601234567' }, text: 'Hello' }

/** Somebody writes, and is shut out. */
export const blockClient = async (served: Served): Promise<void> => {
  const { session } = (await (await deliver(served, HELLO)).json()) as { session: string }
  const { headers } = await logIn(served)
  const stream = await served.post('/v1/desk/stream', { protocol: 1 }, headers)
  const reader = stream.body!.getReader()
  let text = ''
  while (!text.includes('"live"')) text += new TextDecoder().decode((await reader.read()).value)
  await reader.cancel()
  const [, client = ''] = new RegExp(`"id":"${session}".*?"client":"([^"]+)"`).exec(text) ?? []
  await served.post('/v1/desk/commands', { id: 'b', type: 'client.block', client, on: true }, headers)
}
