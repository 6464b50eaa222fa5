import type { Session } from '../../../src/protocol/entities.js'
import { createRig, settled, type Desk, type Visitor } from './rig.js'

export const PAGE = { url: 'https://shop.example/lamps', title: 'Lamps' }
let count = 0

export const share = async (visitor: Visitor, page: object | null = PAGE) => {
  await visitor.send({ id: `share ${++count}`, type: 'page.share', widget: 'main', ...(page && { page }) })
  await settled()
}
export const makeBy = (desk: Desk, client: string, text = 'Can I help you?') =>
  desk.send({ id: `make ${++count}`, type: 'offer.make', client, text })
export const answerBy = async (visitor: Visitor, accept: boolean, offer = lastOf(visitor)!.id) => {
  const command = { id: `answer ${++count}`, type: 'offer.answer', offer, accept, widget: 'main', page: PAGE }
  const reply = await visitor.send<{ session?: Session }>(command)
  await settled()
  return reply
}
export const lastOf = (visitor: Visitor) => visitor.of('offer.changed').at(-1)?.offer
export const seenBy = (desk: Desk, client: string) =>
  desk.of('client.changed').findLast(event => event.client.id === client)?.client

/** A visitor on the site who lets their page be seen, and two operators. */
export const createSite = async (given: Parameters<typeof createRig>[0] = {}) => {
  const rig = await createRig(given)
  const [anna, boris] = [await rig.desk('anna'), await rig.desk('boris')]
  const visitor = await rig.visitor({ locale: 'en' })
  await share(visitor)
  const client = anna.of('client.changed').at(-1)!.client.id
  return { rig, anna, boris, visitor, client }
}
