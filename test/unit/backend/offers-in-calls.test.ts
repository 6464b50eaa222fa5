import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createNodeSecrets } from '../../../demo/server/node-secrets.js'
import type { Session } from '../../../src/protocol/entities.js'
import { createSite, lastOf, makeBy, seenBy } from './on-site.js'
import { failureOf, settled } from './rig.js'

let count = 0

describe('who is in a call in a tab of its own', () => {
  const TICKET = '1111-2222-3333-4444'
  const hashOf = (ticket: string) => createHash('sha256').update(ticket).digest('hex')
  const open = async () => {
    const site = await createSite({ secrets: createNodeSecrets('of the test') })
    const tab = await site.rig.visitor()
    const link = async () => {
      await site.visitor.send({ id: `link ${++count}`, type: 'ticket.link', ticket: hashOf(TICKET), widget: 'main' })
      await settled()
    }
    const ringIn = async () => {
      const command = { id: `start ${++count}`, type: 'session.start', entry: 'video', widget: 'main', ticket: TICKET }
      const { session } = await tab.send<{ session: Session }>(command)
      await settled()
      return session.id
    }
    return { ...site, tab, link, ringIn }
  }

  it.each([['page first'], ['tab first']])(
    'is not offered a chat in the page that opened it, until it ends: %s',
    async order => {
      const { anna, boris, client, tab, link, ringIn } = await open()
      if (order === 'page first') await link()
      const session = await ringIn()
      if (order === 'tab first') await link()
      expect(await failureOf(makeBy(boris, client))).toMatchObject({ code: 'offer.gone' })
      await boris.send({ id: 'accept', type: 'session.accept', session })
      expect(await failureOf(makeBy(anna, client))).toMatchObject({ code: 'offer.gone' })
      await tab.send({ id: 'leave', type: 'session.leave', session })
      await makeBy(boris, client)
    },
  )

  it.each([['page first'], ['tab first']])('leaves behind what was offered there: %s', async order => {
    const { anna, visitor, client, link, ringIn } = await open()
    await makeBy(anna, client)
    await settled()
    expect(lastOf(visitor)?.state).toBe('open')
    if (order === 'page first') await link()
    await ringIn()
    if (order === 'tab first') await link()
    expect(lastOf(visitor)?.state).toBe('over')
    expect(seenBy(anna, client)?.offer?.state).toBe('over')
  })
})
