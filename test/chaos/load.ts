import { setTimeout as wait } from 'node:timers/promises'
import { createMemoryStorage } from '../../src/browser/storage.js'
import { ask, openDesk, openTab, type DeskAddress } from '../support/clients.js'
import type { HostStat } from '../support/host-main.js'
import { createHostProcess, type HostProcess } from '../support/host-process.js'
import { createSseCrowd, type SseCrowd } from '../support/sse-crowd.js'
import { stamp } from '../support/sse-reader.js'

/* D13. Thousands listen; everybody hears what concerns everybody, six hear what concerns them, and when all have gone nothing is left. */

export interface Load {
  streams: number
  /** Bytes. */
  rss: { idle: number; full: number; end: number }
  /** How many have heard that all operators went, and how long it took the last, ms. */
  broadcast: { heard: number; last: number }
  /** What was said in one conversation while everybody's heart beat. */
  fanOut: { messages: number; heard: number; beats: number; p50: number; p99: number }
  /** Readers who did not read: how many there were, and how many are still held. */
  slow: { readers: number; left: number; messages: number; endedOfOthers: number }
  left: { streams: number; listeners: number; waiting: number }
  /** Bytes when all had gone, before and after they came once more. */
  heap: { before: number; after: number }
}

const EVERYTHING = { burst: 1e9, perSecond: 1e9 }
const RATES = {
  commands: EVERYTHING,
  commandsOfAddress: EVERYTHING,
  commandsOfSite: EVERYTHING,
  requestsOfAddress: EVERYTHING,
}
const SLOW = 5
/** Streams of the one conversation: as many as a visitor may have. */
const TABS = 6

export const load = async (streams: number): Promise<Load> => {
  const host = await createHostProcess({ rates: RATES })
  const crowd = await createSseCrowd({ port: host.port })
  try {
    const idle = await host.stat()
    await crowd.open(streams)
    const full = await host.stat()
    const broadcast = await sendAllAway(host, crowd, streams)
    const talk = await openTalk(host, crowd)
    const fanOut = await talkWhileAllBeat(crowd, talk, streams)
    const slow = await fillSlow(host, crowd, talk)
    const tokens = await crowd.tokens()
    const before = await closeAll(host, crowd)

    await crowd.open(streams, { tokens })
    await callBack(host, crowd, streams)
    const after = await closeAll(host, crowd)
    return {
      streams: full.streams,
      rss: { idle: idle.rss, full: full.rss, end: after.rss },
      broadcast,
      fanOut,
      slow,
      left: { streams: after.streams, listeners: after.listeners, waiting: after.waiting },
      heap: { before: before.heap, after: after.heap },
    }
  } finally {
    await crowd.dispose()
    await host.dispose()
  }
}

const setAvailable = async (address: DeskAddress, on: boolean) => {
  for (const operator of ['anna', 'boris']) {
    const desk = await openDesk(address, operator)
    await desk.send(
      { id: `${operator} ${on}`, type: 'operator.available', on },
      { signal: AbortSignal.timeout(60_000) },
    )
  }
}

const sendAllAway = async (host: HostProcess, crowd: SseCrowd, streams: number) => {
  await crowd.reset()
  const begun = performance.now()
  const heard = crowd.heard('availability.changed', streams)
  await setAvailable(host, false)
  await heard
  const last = Math.round(performance.now() - begun)
  return { heard: (await crowd.tell()).events['availability.changed'] ?? 0, last }
}

const callBack = async (host: HostProcess, crowd: SseCrowd, streams: number) => {
  await crowd.reset()
  const heard = crowd.heard('availability.changed', streams)
  await setAvailable(host, true)
  await heard
}

interface Talk {
  say(words: string): Promise<unknown>
}

/** One visitor with all tabs they may have. */
const openTalk = async (host: HostProcess, crowd: SseCrowd): Promise<Talk> => {
  const store = createMemoryStorage()
  await crowd.open(1, { group: 'talk' })
  const token = (await crowd.tokens('talk'))[0] ?? ''
  await crowd.open(TABS - 1, { group: 'talk', token })
  store.set('token', token)
  const tab = openTab(host.url, store)
  await ask(tab, { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' })
  let count = 0
  return { say: words => ask(tab, { id: `m${count++}`, type: 'message.send', text: words }) }
}

const talkWhileAllBeat = async (crowd: SseCrowd, { say }: Talk, streams: number) => {
  await crowd.reset()
  let messages = 0
  for (;;) {
    await say(stamp())
    messages++
    await wait(10)
    if (messages % 50 === 0 && (await crowd.tell()).beats >= streams) break
  }
  await crowd.heard('message.added', messages * TABS)
  const { stamps, beats, events } = await crowd.tell()
  return { messages, heard: events['message.added'] ?? 0, beats, p50: stamps.p50, p99: stamps.p99 }
}

/** Desk pages that have stopped reading, while much is said. */
const fillSlow = async (host: HostProcess, crowd: SseCrowd, { say }: Talk) => {
  const login = await fetch(`${host.url}/v1/desk/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: host.deskKey, operator: 'anna' }),
  })
  const cookie = login.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
  const headers = { cookie, 'x-zvonek-operator': 'anna' }
  await crowd.open(SLOW, { group: 'slow', path: '/v1/desk/stream', headers, body: { protocol: 1 } })
  await crowd.reset()
  const all = (await host.stat()).streams
  await crowd.deafen('slow')
  let messages = 0
  let left = SLOW
  // The kernel takes some megabytes for each before the server has to hold anything.
  while (left && messages < 12_000) {
    await Promise.all(Array.from({ length: 250 }, () => say('x'.repeat(3_900))))
    messages += 250
    left = SLOW - (all - (await host.stat()).streams)
  }
  const { ended } = await crowd.tell()
  return { readers: SLOW, left, messages, endedOfOthers: ended }
}

const closeAll = async (host: HostProcess, crowd: SseCrowd) => {
  for (const group of ['all', 'talk', 'slow']) await crowd.close(group)
  for (;;) {
    const stat = await host.stat()
    if (!stat.streams && !stat.open) return settled(host, stat)
    await wait(20)
  }
}

/** Looks at which nothing more has gone, until all that can go has gone. */
const QUIET = 20

/** What ends lets go of its memory a few turns later: the least is what is really held, and what leaks never gets less. */
const settled = async (host: HostProcess, first: HostStat) => {
  let least = first
  for (let quiet = 0; quiet < QUIET; quiet++) {
    await wait(50)
    const stat = await host.stat()
    if (stat.heap < 0.99 * least.heap) quiet = 0
    if (stat.heap < least.heap) least = stat
  }
  return least
}
