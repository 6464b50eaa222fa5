import { describe, expect, it } from 'vitest'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, failureOf, ring, settled } from './rig.js'

/* S17: nobody is kept longer than the site has said. */

const DAY = 86_400_000

describe('after the days that a site keeps what was said', () => {
  it('all of a client goes by itself at day N + 1, and of whoever was heard since, nothing', async () => {
    const virtual = createVirtualClock()
    const rig = await createRig({ retentionDays: 30, virtual })
    const old = await rig.visitor()
    const { id } = await ring(old, 'Forget this in time')
    await old.send({ id: 'letter', type: 'letter.send', widget: 'main', values: { message: 'And this' }, took: 9_000 })
    await old.send({ id: 'bye', type: 'session.leave', session: id })
    old.end()
    await rig.pass(29 * DAY)
    const fresh = await rig.visitor()
    const kept = await ring(fresh, 'Keep this')
    await fresh.send({ id: 'bye', type: 'session.leave', session: kept.id })
    fresh.end()
    const bytes = async () => JSON.stringify(await rig.store.rows(0, 10_000))
    // The control: a day earlier everything is there.
    expect(await bytes()).toContain('Forget this in time')
    expect(await bytes()).toContain('And this')

    await rig.pass(2 * DAY)
    await settled()
    const left = await bytes()
    expect(left).not.toContain('Forget this in time')
    expect(left).not.toContain('And this')
    expect(left).toContain('Keep this')
    expect(await failureOf(old.send({ id: 'h', type: 'history.get' }))).toEqual({ kind: 'auth' })
    console.log(`S17 retention ${JSON.stringify({ days: 30, erased: 1, kept: 1 })}`)
  })

  it('whoever waits, or is called at a later hour, waits on', async () => {
    const rig = await createRig({ retentionDays: 1 })
    const waiting = await rig.visitor()
    await ring(waiting, 'Still here')
    await rig.pass(3 * DAY)
    expect(JSON.stringify(await rig.store.rows(0, 10_000))).toContain('Still here')
  })

  it('a site that has said nothing keeps everything', async () => {
    const rig = await createRig()
    const client = await rig.visitor()
    const { id } = await ring(client, 'For ever')
    await client.send({ id: 'bye', type: 'session.leave', session: id })
    client.end()
    await rig.pass(400 * DAY)
    expect(JSON.stringify(await rig.store.rows(0, 10_000))).toContain('For ever')
  })
})
