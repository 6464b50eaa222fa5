import { Hono } from 'hono'
import type { ChannelSide } from '../backend/channels.js'
import { readText } from './body.js'
import type { Limits } from './limits.js'
import { addressOf, type Env } from './streaming.js'

/** `/v1/channels/…`: where bridges deliver what was written at a messenger. They are servers; no page may ask here. */
export const channelRoutes = ({ channels, limits }: { channels: ChannelSide; limits: Limits }): Hono<Env> => {
  const app = new Hono<Env>()
  app.post('/:channel', async c => {
    limits.commandsOfAddress.take(addressOf(c))
    const body = await readText(c)
    const header = (name: string) => c.req.header(`webhook-${name}`) ?? ''
    const signed = { id: header('id'), timestamp: header('timestamp'), signature: header('signature'), body }
    const channel = c.req.param('channel')
    const take = await channels.open(channel, signed)
    // Counted once it is known to be the bridge: strangers use up nothing of its own.
    limits.messagesOfChannel.take(channel)
    return c.json(await take())
  })
  return app
}
