import { describe, expect, it } from 'vitest'
import { createMemoryFiles } from '../../../demo/backend/files/memory-files.js'
import { outdated } from '../../../demo/backend/retention.js'
import type { Row } from '../../../demo/backend/row.js'
import { loadState } from '../../../demo/backend/state.js'
import type { Store } from '../../../demo/backend/store.js'
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

  it('whoever comes back while others are erased keeps what was acknowledged, or is told that they are forgotten', async () => {
    let during = async () => {}
    const store = { ...createMemoryFiles(), removeOf: async () => (await during(), 0) }
    const files = { store, detect: async () => ({}), digest: async () => '' }
    const rig = await createRig({ retentionDays: 1, files })
    const [one, other] = [await rig.visitor(), await rig.visitor()]
    for (const visitor of [one, other]) {
      const { id } = await ring(visitor)
      await visitor.send({ id: 'bye', type: 'session.leave', session: id })
      visitor.end()
    }
    const heard: string[] = []
    during = async () => {
      during = async () => {}
      const back = await rig.visitor({ token: other.token })
      await ring(back, 'I am here again').then(
        () => heard.push('taken'),
        () => heard.push('refused'),
      )
    }
    await rig.pass(2 * DAY)
    const isKept = JSON.stringify(await rig.store.rows(0, 10_000)).includes('I am here again')
    expect(heard).toHaveLength(1)
    expect(isKept).toBe(heard[0] === 'taken')
  })

  it('what could not be removed of their files goes with the next look', async () => {
    const tries: string[] = []
    const removeOf = async (owner: string) => {
      tries.push(owner)
      if (tries.length === 1) throw new Error('the disk is full')
      return 1
    }
    const files = { store: { ...createMemoryFiles(), removeOf }, detect: async () => ({}), digest: async () => '' }
    const rig = await createRig({ retentionDays: 1, files })
    const client = await rig.visitor()
    const { id } = await ring(client)
    await client.send({ id: 'bye', type: 'session.leave', session: id })
    client.end()
    await rig.pass(3 * DAY)
    expect(tries).toHaveLength(2)
    expect(new Set(tries).size).toBe(1)
  })

  it.each([undefined, 365])(
    'goes by itself who has never said anything, though others are kept: %s days',
    async days => {
      const rig = await createRig(days === undefined ? {} : { retentionDays: days })
      const [silent, here, wrote] = [await rig.visitor(), await rig.visitor(), await rig.visitor()]
      const anna = await rig.desk()
      for (const [at, visitor] of [silent, here, wrote].entries())
        await visitor.send({
          id: 'page',
          type: 'page.share',
          page: { url: `https://shop.example/${at}` },
          widget: 'main',
        })
      await wrote.send({ id: 'letter', type: 'letter.send', widget: 'main', values: { message: 'Words' }, took: 9_000 })
      silent.end()
      wrote.end()
      const bytes = async () => JSON.stringify(await rig.store.rows(0, 10_000))
      await rig.pass(29 * DAY)
      expect(await bytes()).toContain('shop.example/0')
      await rig.pass(2 * DAY)
      await settled()
      expect(await bytes()).not.toContain('shop.example/0')
      for (const kept of ['shop.example/1', 'shop.example/2', 'Words']) expect(await bytes()).toContain(kept)
      expect(anna.of('erased')).toHaveLength(1)
      expect(await failureOf(silent.send({ id: 'h', type: 'history.get' }))).toEqual({ kind: 'auth' })
    },
  )

  it('who has said nothing and shares no page is kept as long, over a restart too, and comes back as themselves', async () => {
    const rig = await createRig()
    const visitor = await rig.visitor()
    visitor.end()
    await rig.pass(20 * DAY)
    const again = await rig.restart()
    await again.pass(2 * 3_600_000)
    const back = await again.visitor({ token: visitor.token })
    expect(back.closed).toBeUndefined()
    back.end()
    await again.pass(20 * DAY)
    expect((await again.visitor({ token: visitor.token })).closed).toBeUndefined()
  })

  it('goes after thirty days who has said nothing and shared no page', async () => {
    const rig = await createRig()
    const visitor = await rig.visitor()
    visitor.end()
    await rig.pass(31 * DAY)
    expect((await rig.visitor({ token: visitor.token })).closed).toEqual({ kind: 'auth' })
  })

  it('of whom an older version has kept no time is kept for thirty days from now on', async () => {
    const rig = await createRig()
    const visitor = await rig.visitor()
    visitor.end()
    await settled()
    const rows: Store['rows'] = async (after, most) =>
      (await rig.store.rows(after, most)).map(
        row => JSON.parse(JSON.stringify(row).replaceAll('"seen"', '"then"')) as Row,
      )
    const state = await loadState({ ...rig.store, rows })
    const [client = ''] = state.clients.keys()
    expect(outdated(state, { all: -Infinity, silent: 5, start: 5 }, () => false)).toEqual([])
    expect(outdated(state, { all: -Infinity, silent: 6, start: 5 }, () => false)).toEqual([client])
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
