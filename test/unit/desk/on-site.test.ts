import { describe, expect, it } from 'vitest'
import { accepted, changed, client, session, sitDown } from './scripted-desk.js'

const PAGE = { url: 'https://shop.example/lamps', at: 1 }
const here = (n: number) => client(n, { page: PAGE })

describe('who may be offered a chat', () => {
  it('is who shares their page and talks to nobody', async () => {
    const { desk, live } = await sitDown()
    live({ clients: [here(1), here(2), client(3)], sessions: [accepted(2)] })
    expect(desk.onSite.value.map(({ id }) => id)).toEqual(['c1'])
  })

  it('is nobody whose page has opened a call in another tab, as long as it rings or runs', async () => {
    const { desk, live, hear } = await sitDown()
    const offerable = () => desk.onSite.value.map(({ id }) => id)
    live({ clients: [here(1), here(2)] })
    expect(offerable()).toEqual(['c1', 'c2'])
    hear(changed(session(2, { entry: 'video', opener: 'c1' })))
    expect(offerable()).toEqual([])
    hear(changed(accepted(2, undefined, { entry: 'video', opener: 'c1' })))
    expect(offerable()).toEqual([])
    hear(changed(accepted(2, undefined, { entry: 'video', opener: 'c1', version: 3, state: 'ended' })))
    expect(offerable()).toEqual(['c1', 'c2'])
  })
})

describe('what becomes of an offer', () => {
  const offer = { id: 'o1', version: 2, text: 'Can I help you?', at: 1, state: 'open' } as const
  const over = { ...offer, version: 3, state: 'over', endedAt: 2 } as const
  /** What the desk says once an offer of this operator's, or of another's, has ended. */
  const saidOf = async (end: object, { online = true, operator = 'anna' } = {}) => {
    const { live, hear, told } = await sitDown()
    const by = { operator: { id: operator, name: 'Anna' } }
    live({ clients: [client(1, { page: PAGE, offer: { ...offer, ...by } })] })
    hear({
      type: 'client.changed',
      client: client(1, { version: 3, page: PAGE, online, offer: { ...over, ...by, ...end } }),
    })
    return told()
  }

  it('is told to who made it, in words of its own', async () => {
    expect(await saidOf({ state: 'declined' })).toEqual(['Visitor 1 does not want to chat now.'])
    expect(await saidOf({ unanswered: true })).toEqual(['Visitor 1 has not answered your offer.'])
    expect(await saidOf({ unanswered: true }, { online: false })).toEqual(['Visitor 1 has not answered your offer.'])
    expect(await saidOf({}, { online: false })).toEqual(['Visitor 1 has left the site.'])
    // They took it back themselves, or it was a colleague's.
    expect(await saidOf({})).toEqual([])
    expect(await saidOf({ unanswered: true }, { operator: 'boris' })).toEqual([])
  })
})
