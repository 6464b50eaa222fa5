import { describe, expect, it } from 'vitest'
import { watchHosts } from '../../../demo/channel/guest.js'
import { hostName } from '../../../demo/channel/messages.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import { createTwoTabs } from './rig.js'

describe('a backend in another tab', () => {
  it('is heard event by event, and answers', async () => {
    const { time, far, sit } = await createTwoTabs()
    const me = sit()
    me.open()
    const answer = me.send()
    await time.settle()
    for (const n of [1, 2, 3]) far.tell({ type: 'tick', n })
    await time.settle()
    expect(me.heard).toEqual([1, 2, 3])
    expect(far.commands).toEqual([{ id: 'c1', type: 'typing.set', session: 's', on: true }])
    expect(answer.as).toBe('{"held":true}')
  })

  it('gives its failures as they are', async () => {
    const { time, far, sit } = await createTwoTabs()
    const me = sit()
    const stream = me.open()
    far.answers(async () => {
      throw new TransportFailure({ kind: 'tooLarge', limit: 4_000 }, 'too long')
    })
    const answer = me.send()
    await time.settle()
    far.end(new TransportFailure({ kind: 'auth' }, 'who?'))
    await time.settle()
    expect(answer.as).toBe('too long {"kind":"tooLarge","limit":4000}')
    expect(stream.as).toBe('who? {"kind":"auth"}')
  })

  it('refuses one for whom it has no pipe', async () => {
    const { time, sit } = await createTwoTabs()
    const stream = sit('somebody').open()
    await time.settle()
    expect(stream.as).toBe('nobody {"kind":"gone"}')
  })

  it('is missed at once when there is none, and announced when there is one again', async () => {
    const { time, host, open, sit } = await createTwoTabs()
    host.dispose()
    const me = sit()
    let news = 0
    const off = watchHosts(me.tab, () => news++)
    const [stream, command] = [me.open(), me.send()]
    await time.settle()
    expect(stream.as).toBe('host.none {"kind":"retry","done":"no"}')
    expect(command.as).toBe('host.none {"kind":"retry","done":"no"}')
    await open('second')
    await time.settle()
    expect(news).toBe(1)
    const again = me.open()
    await time.settle()
    expect(again.as).toBe('')
    off()
    await open('third')
    await time.settle()
    expect(news).toBe(1)
  })

  it('that closes says so to every guest', async () => {
    const { time, host, sit } = await createTwoTabs()
    const streams = [sit().open(), sit().open()]
    await time.settle()
    expect(host.lines).toBe(2)
    host.dispose()
    await time.settle()
    expect(streams.map(({ as }) => as)).toEqual(Array(2).fill('host.closed {"kind":"retry","done":"no"}'))
    expect(host.lines).toBe(0)
  })

  it('that vanishes without a word is noticed: nobody knows whether it had the command', async () => {
    const { time, far, tab, sit } = await createTwoTabs()
    far.answers(() => new Promise(() => {}))
    const me = sit()
    const [stream, command] = [me.open(), me.send()]
    await time.settle()
    tab.vanish()
    await time.settle()
    expect(stream.as).toBe('host.gone {"kind":"retry","done":"no"}')
    expect(command.as).toBe('host.gone {"kind":"retry","done":"unknown"}')
  })

  it('that hangs gives no sign of life, and one that is only quiet does', async () => {
    const { time, tab, sit } = await createTwoTabs()
    const me = sit()
    me.open()
    await time.pass(600_000)
    const quiet = me.signs()
    // Two looks fit into the 33 s of silence that core bears.
    expect(quiet).toBeGreaterThanOrEqual(600 / 15)
    tab.hang()
    await time.pass(15_000)
    const hung = me.signs()
    await time.pass(600_000)
    expect(me.signs()).toBe(hung)
    expect(hung - quiet).toBeLessThanOrEqual(1)
  })
})

describe('a guest', () => {
  it('that lets go is noticed, and hears nothing more', async () => {
    const { time, far, host, sit } = await createTwoTabs()
    const me = sit()
    const stop = new AbortController()
    const stream = me.open(stop.signal)
    await time.settle()
    expect(far.open()).toBe(1)
    far.tell({ type: 'tick', n: 1 })
    stop.abort()
    await time.settle()
    expect(stream.as).toBe('aborted {"kind":"retry","done":"no"}')
    expect(me.heard).toEqual([])
    expect([far.open(), host.lines, time.pending()]).toEqual([0, 0, 0])
  })

  it('that vanishes without a word is noticed', async () => {
    const { time, far, host, sit } = await createTwoTabs()
    const me = sit()
    me.open()
    await time.settle()
    expect([far.open(), host.lines]).toEqual([1, 1])
    me.tab.vanish()
    await time.settle()
    expect([far.open(), host.lines]).toEqual([0, 0])
  })

  it('would be waited for without the locks', async () => {
    const { time, far, host, sit } = await createTwoTabs(tabs => ({ ...tabs, gone: () => new Promise(() => {}) }))
    const me = sit()
    me.open()
    await time.settle()
    me.tab.vanish()
    await time.pass(3_600_000)
    expect([far.open(), host.lines]).toEqual([1, 1])
  })

  it('of another version is told from one that talks nonsense', async () => {
    const { time, browser, far, logged, host, sit } = await createTwoTabs()
    const stranger = browser.tab().join(hostName('first'), () => {})
    for (const message of [7, null, { line: 'x' }, { line: 'x', as: 'me', ask: { type: 'dance' } }])
      stranger.say(message as object)
    await time.settle()
    expect(host.lines).toBe(0)
    expect(logged).toEqual(Array(4).fill('guest.malformed'))

    const me = sit()
    me.open()
    await time.settle()
    far.tell({ type: 'later', n: -1 })
    far.tell({ type: 'tick', n: 2 })
    await time.settle()
    expect(me.heard).toEqual([2])
  })
})
