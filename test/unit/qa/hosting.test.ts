import { describe, expect, it } from 'vitest'
import { createHosting, type Hosting, type HostingState } from '../../../demo/qa/backend/hosting.js'
import { createPageBackend } from '../../../demo/qa/backend/page-backend.js'
import { createVisitorPipe } from '../../../demo/qa/backend/visitor.js'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { createConnection } from '../../../src/core/connection.js'
import { react } from '../../../src/core/react.js'
import type { ServerEvent } from '../../../src/protocol/events.js'
import type { KeyStore } from '../../../src/protocol/ports.js'
import type { Transport, TransportContext } from '../../../src/protocol/transport.js'
import { createFakeBrowser } from '../../support/fake-tabs.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { settled } from '../backend/rig.js'

const createQaPages = () => {
  const browser = createFakeBrowser()
  const time = createVirtualClock()
  const logged: string[] = []
  const log = (_level: string, code: string) => void logged.push(code)
  let ids = 0
  const newId = () => `id${ids++}`
  const made: string[] = []
  const load = async (epoch: string) => {
    made.push(epoch)
    return createPageBackend({ epoch, clock: time.clock, log })
  }
  /** A tab with the QA page, and a visitor's pipe in it. */
  const page = (loading = load) => {
    const tab = browser.tab()
    const hosting = createHosting({ tabs: tab, newId, log, load: loading })
    const visitor = (store: KeyStore = createMemoryStorage(), widget = 'main') => {
      const context = { ...CONTEXT, store, widget, clock: time.clock, log }
      return createVisitorPipe({ hosting, tabs: tab, newId, userAgent: CHROME }, context)
    }
    hosting.start()
    return { tab, hosting, visitor, reaches: (state: HostingState) => reached(hosting, state) }
  }
  return { time, logged, made, page }
}

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36'
const reached = (hosting: Hosting, wanted: HostingState) =>
  new Promise<void>(resolve =>
    react(
      () => hosting.state.value === wanted,
      is => is && resolve(),
    ),
  )

const CONTEXT: Pick<TransportContext, 'widget' | 'locale' | 'identity' | 'fetch'> = {
  widget: 'main',
  locale: () => 'en',
  identity: async () => undefined,
  fetch: () => Promise.reject(new Error('there is no server')),
}

/** A stream from when it is live, or has failed; `ended` resolves with the reason. */
const hear = async (pipe: Transport) => {
  const events: ServerEvent[] = []
  const { signal } = new AbortController()
  let ended = Promise.resolve('')
  const live = new Promise<void>(resolve => {
    const onEvent = (event: ServerEvent) => {
      events.push(event)
      if (event.type === 'live') resolve()
    }
    const stream = pipe.open({ after: undefined, signal, onAlive: () => {}, onEvent })
    ended = stream.then(
      () => 'well',
      (error: Error) => error.message,
    )
  })
  await Promise.race([live, ended])
  return { events, ended }
}

const visitorOf = ({ events }: { events: ServerEvent[] }) =>
  events.flatMap(event => (event.type === 'hello' ? [event.visitor.id] : []))[0]

describe('the QA pages of one browser', () => {
  it('have one backend between them, in the first', async () => {
    const { made, page } = createQaPages()
    const [first, second] = [page(), page()]
    await Promise.all([first.reaches('host'), second.reaches('guest')])
    expect(made).toHaveLength(1)
  })

  it('are one visitor with one store, and two with two', async () => {
    const { page } = createQaPages()
    const [first, second] = [page(), page()]
    await first.reaches('host')
    const store = createMemoryStorage()
    const mine = await hear(first.visitor(store))
    const again = await hear(second.visitor(store))
    const other = await hear(second.visitor())
    expect(visitorOf(mine)).toBeTruthy()
    expect(visitorOf(again)).toBe(visitorOf(mine))
    expect(visitorOf(other)).not.toBe(visitorOf(mine))
  })

  it('hand over when the first one goes: the next has a backend of its own, and everything begins anew', async () => {
    const { made, page } = createQaPages()
    const [first, second, third] = [page(), page(), page()]
    await first.reaches('host')
    const store = createMemoryStorage()
    const mine = await hear(third.visitor(store))
    first.tab.vanish()
    expect(await mine.ended).toBe('host.gone')
    await second.reaches('host')
    expect(third.hosting.state.value).toBe('guest')
    expect(made).toHaveLength(2)

    // The token is of a backend that is no more: refused once, then made anew.
    const pipe = third.visitor(store)
    expect(await (await hear(pipe)).ended).toBe('auth')
    expect(store.get('token')).toBe(undefined)
    const fresh = await hear(pipe)
    expect(visitorOf(fresh)).not.toBe(visitorOf(mine))
    expect(store.get('token')).toBeTruthy()
  })

  it('are told when the page of the backend sleeps, and served when it wakes', async () => {
    const { page } = createQaPages()
    const first = page()
    const here = await hear(first.visitor())
    first.hosting.stop()
    expect(await here.ended).toBe('bye')
    expect(here.events.at(-1)).toMatchObject({ type: 'bye' })
    expect(await (await hear(first.visitor())).ended).toBe('host.none')
    first.hosting.start()
    first.hosting.start()
    await first.reaches('host')
    expect((await hear(first.visitor())).events.at(-1)).toMatchObject({ type: 'live' })
  })

  it('say that a backend did not start, and try again', async () => {
    const { logged, page } = createQaPages()
    let broken = true
    const first = page(async epoch => {
      if (broken) throw new Error('no such file')
      return createPageBackend({ epoch, clock: createVirtualClock().clock, log: () => {} })
    })
    await first.reaches('failed')
    expect(logged).toEqual(['hosting.failed'])
    broken = false
    first.hosting.start()
    await first.reaches('host')
  })

  it('leave no backend behind when one is stopped while it starts', async () => {
    const { page } = createQaPages()
    let go = () => {}
    const gate = new Promise<void>(resolve => (go = resolve))
    const [first, second] = [
      page(async epoch => {
        await gate
        return createPageBackend({ epoch, clock: createVirtualClock().clock, log: () => {} })
      }),
      page(),
    ]
    await second.reaches('guest')
    first.hosting.stop()
    go()
    await second.reaches('host')
    expect(first.hosting.state.value).toBe('off')
    expect(first.hosting.here({ widget: 'main' })).toBe(undefined)
  })
})

describe('the backend inside the page', () => {
  it('tells what the served one tells: pictures, settings, codes', async () => {
    const { page } = createQaPages()
    const { visitor } = page()
    const { events } = await hear(visitor())
    expect(events[0]).toMatchObject({
      settings: { title: 'Zvonek', team: [{ photo: '/photos/anna.svg' }, { photo: '/photos/boris.svg' }] },
      availability: { webchat: { state: 'online' }, callback: { state: 'online' }, video: { state: 'online' } },
    })
    const lost = await hear(visitor(createMemoryStorage(), 'nothing'))
    expect(await lost.ended).toBe('widget.unknown')
  })

  /** How often a connection becomes live in a quiet hour. */
  const livesOfAnHour = async (spoil: (transport: Transport) => Transport) => {
    const { time, page } = createQaPages()
    const { visitor, reaches } = page()
    await reaches('host')
    const connection = createConnection<ServerEvent>({
      open: spoil(visitor()).open,
      apply: () => {},
      clock: time.clock,
      random: () => 0.5,
      log: () => {},
      hasNetwork: () => true,
    })
    connection.start()
    await new Promise<void>(resolve => {
      react(
        () => connection.lives.value,
        lives => lives && resolve(),
      )
    })
    for (let minute = 0; minute < 60; minute++) {
      await time.pass(60_000)
      await settled()
    }
    const lives = connection.lives.value
    connection.dispose()
    return lives
  }

  it('stays connected through a quiet hour', async () => {
    expect(await livesOfAnHour(transport => transport)).toBe(1)
  })

  it('would be taken for dead without its signs of life', async () => {
    const mute = (transport: Transport): Transport => ({
      ...transport,
      open: options => transport.open({ ...options, onAlive: () => {} }),
    })
    expect(await livesOfAnHour(mute)).toBeGreaterThan(1)
  })
})
