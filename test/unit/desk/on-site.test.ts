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
