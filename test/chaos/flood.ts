import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createMemoryStorage } from '../../src/browser/storage.js'
import type { KeyStore } from '../../src/protocol/ports.js'
import type { Transport } from '../../src/protocol/transport.js'
import { startChild } from '../support/child.js'
import { ask, openTab } from '../support/clients.js'
import type { Attack, Attacked } from '../support/hostile-child.js'
import { createHostProcess } from '../support/host-process.js'
import type { HostOptions } from '../support/host-main.js'
import { createSseCrowd } from '../support/sse-crowd.js'

/* S25. One floods the server as fast as loopback goes, while others write and listen at a person's pace. */

export interface Flood {
  options: Omit<HostOptions, 'deskKey'>
  /** Ms of each phase. */
  lasts: number
}

export interface Flooded {
  hostile: Attacked
  /** Commands and streams of the hostile one that came as far as the domain. */
  reached: number
  /** Requests turned away before anything was done for them. */
  turnedAway: number
  honest: {
    streams: number
    /** Streams of theirs that ended. */
    ended: number
    said: number
    /** Messages that were not taken at once. */
    refused: number
    heard: number
    /** Ms, quiet and flooded, and how often the second is the first. */
    p95: { quiet: number; flooded: number }
    ratio: number
  }
  /** Ms that the flood lasted, by the server's own clock or ours, whichever is longer. */
  lasted: number
  rssGrown: number
  answersAfterwards: number
}

const STREAMS = 200
const SENDERS = 10
/** Ms between two honest messages: 50 in a second. */
const PACE = 20

interface Sender {
  tab: Transport
  store: KeyStore
}

export const flood = async ({ options, lasts }: Flood): Promise<Flooded> => {
  const host = await createHostProcess({ timeouts: { head: 2_000, request: 4_000, look: 500 }, ...options })
  const crowd = await createSseCrowd({ port: host.port })
  const hostile = await startChild<Attack>(join('test', 'support', 'hostile-child.ts'))
  try {
    await crowd.open(STREAMS - SENDERS)
    await crowd.open(SENDERS, { group: 'senders' })
    const tokens = await crowd.tokens('senders')
    const senders = await Promise.all(tokens.map(token => seat(host.url, token)))
    await crowd.open(1, { group: 'hostile' })
    const [token = ''] = await crowd.tokens('hostile')
    await crowd.close('hostile')

    const quiet = await talk(senders, 'quiet', () => wait(lasts))
    await crowd.reset()
    const before = await host.stat()
    const begun = performance.now()
    let attacked: Attacked | undefined
    const flooded = await talk(senders, 'flooded', async () => {
      attacked = await hostile.ask<Attacked>({ port: host.port, token, lasts })
    })
    const lasted = performance.now() - begun
    const after = await host.stat()
    await crowd.heard('message.added', flooded.said)
    const told = await crowd.tell()
    const health = await fetch(`${host.url}/healthz`)
    return {
      hostile: attacked as Attacked,
      reached: (after.reached[hashOf(token)] ?? 0) - (before.reached[hashOf(token)] ?? 0),
      turnedAway: after.refused - before.refused,
      honest: {
        streams: STREAMS,
        ended: told.ended,
        said: flooded.said,
        refused: flooded.refused,
        heard: told.events['message.added'] ?? 0,
        p95: { quiet: quiet.p95, flooded: flooded.p95 },
        ratio: Math.round((100 * flooded.p95) / quiet.p95) / 100,
      },
      lasted: Math.round(lasted),
      rssGrown: after.rss - before.rss,
      answersAfterwards: health.status,
    }
  } finally {
    await Promise.all([hostile.dispose(), crowd.dispose()])
    await host.dispose()
  }
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

const seat = async (url: string, token: string): Promise<Sender> => {
  const store = createMemoryStorage()
  store.set('token', token)
  const tab = openTab(url, store)
  await ask(tab, { id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' })
  return { tab, store }
}

/** The honest write in turn, at their pace, for as long as `during` takes; every message is waited for. */
const talk = async (senders: readonly Sender[], name: string, during: () => Promise<unknown>) => {
  const times: number[] = []
  const sent: Promise<void>[] = []
  let refused = 0
  let over = false
  const done = during().finally(() => (over = true))
  for (let n = 0; !over; n++) {
    const { tab } = senders[n % senders.length] as Sender
    const begun = performance.now()
    sent.push(
      ask(tab, { id: `${name}${n}`, type: 'message.send', text: 'Good day' }).then(
        () => void times.push(performance.now() - begun),
        () => void refused++,
      ),
    )
    await wait(PACE)
  }
  await done
  await Promise.all(sent)
  times.sort((one, other) => one - other)
  const p95 = Math.round((times[Math.floor(times.length * 0.95)] ?? 0) * 10) / 10
  return { said: times.length, refused, p95 }
}
