import { Webhook } from 'standardwebhooks'
import type { Backend } from '../../../demo/backend/backend.js'
import type { ChannelSettings } from '../../../demo/backend/channels.js'
import type { BridgeEvent, Courier } from '../../../demo/backend/relaying.js'
import type { Relay } from '../../../demo/protocol/desk.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, settled, type Desk } from './rig.js'

/** Of the scheme's own examples. */
export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
export const CHANNELS = { whatsapp: { secret: SECRET, webhook: 'https://bridge.example/zvonek' } }

/** A bridge whose far end is the test; what signs and verifies here is the scheme's own library. */
export const createBridge = (virtual = createVirtualClock(), secret = SECRET) => {
  const webhook = new Webhook(secret)
  const got: (BridgeEvent & { id: string; at: number })[] = []
  const tries: { at: number; id: string }[] = []
  const does = { answer: async (_event: BridgeEvent): Promise<number> => 204 }
  const courier: Courier = {
    post: async (_url, { headers, body }) => {
      const id = headers['webhook-id'] ?? ''
      const at = virtual.clock.now()
      tries.push({ at, id })
      const event = JSON.parse(body) as BridgeEvent
      const expected = webhook.sign(id, new Date(Number(headers['webhook-timestamp']) * 1_000), body)
      if (headers['webhook-signature'] !== expected) return 401
      const status = await does.answer(event)
      if (status < 300) got.push({ ...event, id, at })
      return status
    },
  }
  const sign = (body: string, { id = 'd1', at = virtual.clock.now() } = {}) => ({
    ...{ id, body, timestamp: String(Math.floor(at / 1_000)) },
    signature: webhook.sign(id, new Date(at), body),
  })
  const deliver = async (backend: Backend, message: object, channel = 'whatsapp') =>
    (await (
      await backend.channels.open(channel, sign(JSON.stringify(message)))
    )()) as {
      session: string
      message?: string
    }
  /** Signing is the platform's, on threads of its own: waits for what they do, not for the clock. */
  const until = async (check: () => boolean) => {
    while (!check()) await new Promise(resolve => setImmediate(resolve))
    await settled()
  }
  const tried = (most: number) => until(() => tries.length >= most)
  return Object.assign(does, { until, tried, got, tries, courier, virtual, sign, deliver })
}

let count = 0
export const said = (text: string, more: object = {}) => ({
  id: `wamid.${++count}`,
  type: 'message',
  contact: { id: '420601234567', name: 'Jana', phone: '+420601234567' },
  text,
  ...more,
})

/** What has not arrived, as a desk shows it. */
export const relaysOn = (desk: Desk): Relay[] => {
  const relays = new Map<string, Relay>()
  for (const event of desk.events) {
    if (event.type === 'snapshot') event.relays?.forEach(one => relays.set(one.id, one))
    if (event.type === 'relay.changed') relays.set(event.relay.id, event.relay)
  }
  return [...relays.values()].filter(({ delivery }) => delivery.state !== 'sent')
}

/** A backend with a bridge to it. */
export const startWithBridge = async (
  channels: Readonly<Record<string, ChannelSettings>> = CHANNELS,
  more: Parameters<typeof createRig>[0] = {},
) => {
  const bridge = createBridge()
  const rig = await createRig({ channels, courier: bridge.courier, virtual: bridge.virtual, ...more })
  return { bridge, rig, deliver: (message: object, to?: string) => bridge.deliver(rig.backend, message, to) }
}
