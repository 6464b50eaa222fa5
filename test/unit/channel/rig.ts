import { createGuest } from '../../../demo/channel/guest.js'
import { openHost, type AnyPipe } from '../../../demo/channel/host.js'
import type { Tabs } from '../../../demo/channel/tabs.js'
import type { Command } from '../../../src/protocol/commands.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import { createFakeBrowser } from '../../support/fake-tabs.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

export interface Ticked {
  type: string
  n: number
}

/** A pipe that the test holds in its hands. */
export const createPipeDouble = () => {
  const streams = new Set<{ onEvent(event: Ticked): void; reject(why: Error): void }>()
  const commands: { id: string }[] = []
  let answer: () => Promise<object> = async () => ({ held: true })
  const pipe: AnyPipe = {
    open: ({ onEvent, signal }) =>
      new Promise((_, reject) => {
        const stream = { onEvent, reject }
        streams.add(stream)
        signal.addEventListener('abort', () => {
          streams.delete(stream)
          reject(new TransportFailure({ kind: 'retry', done: 'no' }, 'aborted'))
        })
      }),
    send: command => {
      commands.push(command)
      return answer()
    },
  }
  return {
    pipe,
    commands,
    open: () => streams.size,
    tell: (event: Ticked) => streams.forEach(stream => stream.onEvent(event)),
    end: (why: Error) => streams.forEach(stream => stream.reject(why)),
    answers: (next: typeof answer) => void (answer = next),
  }
}

/** A tab that lends its pipe, and another that uses it. `spoil` plants a defect into the host's browser. */
export const createTwoTabs = async (spoil: (tabs: Tabs) => Tabs = tabs => tabs) => {
  const time = createVirtualClock()
  const browser = createFakeBrowser()
  const far = createPipeDouble()
  const logged: string[] = []
  const log = (_level: string, code: string) => void logged.push(code)
  let ids = 0
  const open = async (id: string) => {
    const tab = browser.tab()
    const pipe = (as: unknown) => {
      if (as !== 'me') throw new TransportFailure({ kind: 'gone' }, 'nobody')
      return far.pipe
    }
    return { tab, host: await openHost({ tabs: spoil(tab), id, pipe, log }) }
  }
  const sit = (as = 'me') => {
    const tab = browser.tab()
    const parse = (value: unknown) => ((value as Ticked).n < 0 ? undefined : (value as Ticked))
    const newId = () => `line${ids++}`
    const guest = createGuest<Ticked, Command>({ tabs: tab, clock: time.clock, log, newId, as: () => as, parse })
    return { tab, guest, ...listen(guest) }
  }
  return { time, browser, far, logged, open, sit, ...(await open('first')) }
}

/** How a stream goes, and what becomes of a command. */
const listen = (guest: ReturnType<typeof createGuest<Ticked, Command>>) => {
  const heard: number[] = []
  let signs = 0
  return {
    heard,
    signs: () => signs,
    open: (signal = new AbortController().signal) =>
      told(
        guest.open({ after: undefined, signal, onAlive: () => signs++, onEvent: event => void heard.push(event.n) }),
      ),
    send: (id = 'c1') =>
      told(guest.send({ id, type: 'typing.set', session: 's', on: true }, { signal: new AbortController().signal })),
  }
}

/** A promise as a word: what it came to, or nothing yet. */
const told = (promise: Promise<unknown>) => {
  const end = { as: '' }
  promise.then(
    value => (end.as = JSON.stringify(value)),
    (error: TransportFailure) => (end.as = `${error.message} ${JSON.stringify(error.failure)}`),
  )
  return end
}
