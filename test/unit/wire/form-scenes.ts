import type { Scene } from '../../../demo/server/openapi/papers.js'
import { logIn, type Served } from '../backend/served.js'

/** What a scene needs to have been set. */
interface Talking {
  session: string
  send(command: object): Promise<Response>
}

/** Anna has sent a form into a conversation of hers, and perhaps it was filled in: the id of the message that holds it. */
export const setForm = async (served: Served, scene: Scene | undefined, { session, send }: Talking) => {
  if (scene !== 'a form was sent' && scene !== 'a form was filled in') return {}
  const { headers } = await logIn(served)
  const sending = { id: 'form', type: 'form.send', session, form: 'return' }
  const sent = await served.post('/v1/desk/commands', sending, headers)
  if (!sent.ok) throw new Error(`the scene could not be set: ${await sent.text()}`)
  const { message } = (await sent.json()) as { message: { id: string } }
  if (scene === 'a form was filled in') {
    const values = { order: '2026-1184', reason: 'wrong' }
    const filled = await send({ id: 'fill', type: 'form.submit', form: message.id, values })
    if (!filled.ok) throw new Error(`the scene could not be set: ${await filled.text()}`)
  }
  return { form: message.id }
}
