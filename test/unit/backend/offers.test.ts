import { describe, expect, it } from 'vitest'
import type { Identify } from '../../../demo/backend/persons.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { answerBy, createSite, lastOf, makeBy, PAGE, seenBy, share } from './on-site.js'
import { createRig, failureOf, ring, settled } from './rig.js'

const MINUTE = 60_000
describe('who is on the site', () => {
  it('is seen at the desks from the moment they share their page, with since when, and until they leave', async () => {
    const { rig, anna, visitor, client } = await createSite()
    expect(seenBy(anna, client)).toMatchObject({ online: true, page: PAGE, since: expect.any(Number) as number })
    const later = await rig.desk('boris')
    expect(later.of('snapshot')[0]?.clients).toMatchObject([{ id: client, online: true }])
    visitor.end()
    await rig.pass(6_000)
    expect(seenBy(anna, client)).toMatchObject({ online: false })
    expect((await rig.desk('anna')).of('snapshot')[0]?.clients).toEqual([])
  })

  it('is nobody who does not share: neither written down nor offered anything', async () => {
    const rig = await createRig()
    const anna = await rig.desk('anna')
    const visitor = await rig.visitor()
    await rig.pass(MINUTE)
    const before = anna.of('client.changed').at(-1)!.client
    expect(before.online).toBe(false)
    expect(await failureOf(makeBy(anna, before.id))).toMatchObject({ code: 'offer.gone' })
    await share(visitor)
    await share(visitor, null)
    expect(await failureOf(makeBy(anna, before.id))).toMatchObject({ code: 'offer.gone' })
  })

  it('is gone from the desks who stops sharing and leaves, and is kept no longer than others', async () => {
    const { rig, anna, visitor, client } = await createSite({ retentionDays: 1 })
    await share(visitor, null)
    visitor.end()
    await rig.pass(6_000)
    expect(seenBy(anna, client)).toMatchObject({ online: false })
    await rig.pass(3 * 86_400_000)
    expect(await failureOf(makeBy(anna, client))).toEqual({ kind: 'gone' })
  })
})

describe('who turns out to be somebody whom their site knows', () => {
  const identify: Identify = async sub => ({ site: '', sub, until: Infinity })
  /** No two looks at it see the same: what follows one another is never at once. */
  const createHastyClock = () => {
    const virtual = createVirtualClock()
    let looks = 0
    return { ...virtual, clock: { ...virtual.clock, now: () => virtual.clock.now() + ++looks } }
  }
  /** Eva was here before on another device; now her page says who she is in this browser too. */
  const createSigned = async () => {
    const site = await createSite({ identify, virtual: createHastyClock() })
    const first = await site.rig.visitor({ identity: 'eva' })
    await ring(first)
    first.end()
    await site.rig.pass(40 * MINUTE)
    await share(site.visitor)
    return site
  }
  const signIn = async ({ rig, visitor }: Awaited<ReturnType<typeof createSigned>>) => {
    visitor.end()
    const eva = await rig.visitor({ token: visitor.token, identity: 'eva' })
    await share(eva)
    return eva
  }

  it('leaves no offer behind: it is over, and its operator may offer another', async () => {
    const site = await createSigned()
    const { anna, client } = site
    await makeBy(anna, client)
    const eva = await signIn(site)
    expect(seenBy(anna, client)?.offer?.state).toBe('over')
    expect(lastOf(eva)).toBeUndefined()
    await makeBy(anna, anna.of('client.changed').at(-1)!.client.id)
    await settled()
    expect(lastOf(eva)?.state).toBe('open')
  })

  it('has said no as the one and as the other', async () => {
    const site = await createSigned()
    const { anna, boris, visitor, client } = site
    await makeBy(anna, client)
    await settled()
    await answerBy(visitor, false)
    await signIn(site)
    const known = anna.of('client.changed').at(-1)!.client
    expect(known).toMatchObject({ online: true, verified: { sub: 'eva' } })
    expect(known.id).not.toBe(client)
    expect(await failureOf(makeBy(boris, known.id))).toMatchObject({ code: 'offer.declined' })
  })

  it('and was not known before stays the same client, with the offer that stands', async () => {
    const site = await createSite({ identify })
    await makeBy(site.anna, site.client)
    const eva = await signIn(site)
    expect(lastOf(eva)?.state).toBe('open')
  })
})

describe('a chat that is offered', () => {
  it('and accepted is a conversation with that operator at once, past the queue, beginning with their words', async () => {
    const { anna, boris, visitor, client } = await createSite()
    await makeBy(anna, client, ' Shall I show you the moon lamp? ')
    await settled()
    expect(lastOf(visitor)).toMatchObject({
      text: 'Shall I show you the moon lamp?',
      operator: { name: 'Anna' },
      state: 'open',
    })
    const { session } = await answerBy(visitor, true)
    expect(session).toMatchObject({ state: 'accepted', operators: [{ id: 'anna' }] })
    expect(session).not.toHaveProperty('position')
    expect(boris.of('session.changed').map(event => event.session.state)).toEqual(['accepted'])
    const words = visitor.of('message.added').map(({ message: { body } }) => body.text)
    expect(words).toEqual(['Anna is here', 'Shall I show you the moon lamp?'])
    expect(lastOf(visitor)?.state).toBe('accepted')
    expect(seenBy(boris, client)?.offer?.state).toBe('accepted')
    await anna.send({ id: 'say', type: 'message.send', session: session!.id, text: 'Here it is' })
  })

  it('and declined is told to the operator, and nobody asks again in this visit', async () => {
    const { rig, anna, boris, visitor, client } = await createSite()
    await makeBy(anna, client)
    await settled()
    await answerBy(visitor, false)
    expect(seenBy(anna, client)?.offer).toMatchObject({ state: 'declined' })
    for (const desk of [anna, boris])
      expect(await failureOf(makeBy(desk, client))).toMatchObject({ code: 'offer.declined' })
    visitor.end()
    await rig.pass(5 * MINUTE)
    const back = await rig.visitor({ token: visitor.token })
    await share(back)
    expect(await failureOf(makeBy(boris, client))).toMatchObject({ code: 'offer.declined' })
    back.end()
    await rig.pass(31 * MINUTE)
    await share(await rig.visitor({ token: visitor.token }))
    await makeBy(boris, client)
    await settled()
    expect(seenBy(anna, client)?.offer).toMatchObject({ state: 'open', operator: { id: 'boris' } })
  })

  it('is made by one of two who do so at once; the other is told', async () => {
    const { anna, boris, client } = await createSite()
    const [mine, theirs] = await Promise.allSettled([makeBy(anna, client), makeBy(boris, client)])
    expect(mine.status).toBe('fulfilled')
    expect(theirs).toMatchObject({ status: 'rejected', reason: { failure: { code: 'offer.taken' } } })
  })

  it('is one at a time of an operator, and none of one who is away or has no room', async () => {
    const operators = [{ id: 'anna', name: 'Anna', available: true, maxChats: 1 }]
    const { rig, anna, client } = await createSite({ operators: [...operators, { ...operators[0]!, id: 'boris' }] })
    const other = await rig.visitor()
    await share(other)
    const second = anna.of('client.changed').at(-1)!.client.id
    await makeBy(anna, client)
    expect(await failureOf(makeBy(anna, second))).toMatchObject({ code: 'offer.one' })
    await anna.send({ id: 'off', type: 'operator.available', on: false })
    await settled()
    expect(seenBy(anna, client)?.offer?.state).toBe('over')
    expect(await failureOf(makeBy(anna, second))).toMatchObject({ code: 'operator.away' })
    await anna.send({ id: 'on', type: 'operator.available', on: true })
    const { id: session } = await ring(await rig.visitor())
    await anna.send({ id: 'take', type: 'session.accept', session })
    expect(await failureOf(makeBy(anna, second))).toMatchObject({ code: 'operator.full' })
  })

  it('is over when it is taken back, when they ring, stop sharing, are blocked, leave, or say goodbye', async () => {
    const ways: ((site: Awaited<ReturnType<typeof createSite>>) => Promise<unknown>)[] = [
      ({ anna, visitor }) => anna.send({ id: 'back', type: 'offer.withdraw', offer: lastOf(visitor)!.id }),
      ({ visitor }) => ring(visitor),
      ({ visitor }) => share(visitor, null),
      ({ boris, client }) => boris.send({ id: 'block', type: 'client.block', client, on: true }),
      ({ rig, visitor }) => (visitor.end(), rig.pass(40_000)),
    ]
    for (const way of ways) {
      const site = await createSite()
      await makeBy(site.anna, site.client)
      await settled()
      await way(site)
      await settled()
      expect(seenBy(site.anna, site.client)?.offer, String(way)).toMatchObject({ state: 'over' })
      expect(seenBy(site.anna, site.client)?.offer, String(way)).not.toHaveProperty('unanswered')
    }
    console.log(`offers ${JSON.stringify({ waysOut: ways.length + 2, stillOpen: 0 })}`)
  })

  it('outlives a reload and a restart, and is answered once by whichever tab is first', async () => {
    const { rig, anna, visitor, client } = await createSite()
    await makeBy(anna, client)
    await settled()
    visitor.end()
    await rig.pass(4_000)
    const again = await rig.restart()
    const desk = await again.desk('anna')
    const tabs = [await again.visitor({ token: visitor.token }), await again.visitor({ token: visitor.token })] as const
    expect(tabs.map(tab => lastOf(tab)?.state)).toEqual(['open', 'open'])
    const [first, second] = await Promise.all([answerBy(tabs[0], true), answerBy(tabs[1], true)])
    expect(second.session?.id).toBe(first.session!.id)
    expect(await answerBy(tabs[1], false)).toEqual({ session: expect.anything() as object })
    expect(tabs.map(tab => lastOf(tab)?.state)).toEqual(['accepted', 'accepted'])
    expect(new Set(desk.of('session.changed').map(({ session }) => session.id)).size).toBe(1)
  })

  it('stands for ten minutes: after them it is over, and a colleague may ask in words of their own', async () => {
    const { rig, anna, boris, visitor, client } = await createSite()
    await makeBy(anna, client)
    await rig.pass(9 * MINUTE)
    expect(lastOf(visitor)?.state).toBe('open')
    expect(await failureOf(makeBy(boris, client))).toMatchObject({ code: 'offer.taken' })
    await rig.pass(2 * MINUTE)
    expect(lastOf(visitor)?.state).toBe('over')
    expect(seenBy(anna, client)?.offer).toMatchObject({ state: 'over', unanswered: true })
    expect(lastOf(visitor)).not.toHaveProperty('unanswered')
    await makeBy(boris, client, 'Is there anything I can do?')
    await settled()
    expect(lastOf(visitor)).toMatchObject({ state: 'open', operator: { id: 'boris' } })
    expect(seenBy(anna, client)?.offer).not.toHaveProperty('unanswered')
  })

  it.each([true, false])('is over as well when its time ended while nothing ran; answered: %s', async isAnswered => {
    const { rig, anna, visitor, client } = await createSite()
    await makeBy(anna, client)
    await settled()
    const offer = lastOf(visitor)!.id
    await rig.backend.dispose()
    await rig.pass(11 * MINUTE)
    const again = await rig.restart()
    const back = await again.visitor({ token: visitor.token })
    // Nothing has had the time to say so yet.
    expect(lastOf(back)?.state).toBe('open')
    const desk = await again.desk('boris')
    if (isAnswered) {
      expect(await answerBy(back, true, offer)).toEqual({})
      await settled()
      expect(seenBy(desk, client)?.offer).toMatchObject({ state: 'over', unanswered: true })
    }
    await makeBy(desk, client)
    await settled()
    expect(lastOf(back)).toMatchObject({ state: 'open', operator: { id: 'boris' } })
  })

  it('and accepted too late gives no conversation, and no error', async () => {
    const { anna, visitor, client } = await createSite()
    await makeBy(anna, client)
    await settled()
    const offer = lastOf(visitor)!.id
    await anna.send({ id: 'off', type: 'operator.available', on: false })
    expect(await answerBy(visitor, true, offer)).toEqual({})
    expect(anna.of('session.changed')).toEqual([])
  })

  it('is nobody else’s: another visitor and a colleague come to nothing', async () => {
    const { rig, anna, boris, visitor, client } = await createSite()
    await makeBy(anna, client)
    await settled()
    const offer = lastOf(visitor)!.id
    const stranger = await rig.visitor()
    expect(await failureOf(answerBy(stranger, true, offer))).toEqual({ kind: 'gone' })
    expect(stranger.of('offer.changed')).toEqual([])
    const theirs = failureOf(boris.send({ id: 'w', type: 'offer.withdraw', offer }))
    expect(await theirs).toMatchObject({ code: 'offer.notYours' })
    await visitor.send({ id: 'f', type: 'visitor.forget' })
    expect(await failureOf(anna.send({ id: 'w2', type: 'offer.withdraw', offer }))).toEqual({ kind: 'gone' })
    expect(JSON.stringify((await rig.desk('anna')).events)).not.toContain('Can I help you?')
  })
})
