import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createBackend, type Backend } from '../../e2e/rig/backend.js'
import { openDesk } from '../../support/clients.js'
import { createSseCrowd, type SseCrowd } from '../../support/sse-crowd.js'
import { stamp } from '../../support/sse-reader.js'
import type { Bench } from '../bench.js'
import { found, type Found } from '../figures.js'
import { hangUp, speak, type Speaker } from '../speak.js'

/** One address may ask for 5,000 streams at once. */
const ADDRESSES = 4
/** How often the server's memory is looked at, in ms. */
const LOOK = 500

interface Sizes {
  streams: number
  /** How many of them have a conversation. */
  speakers: number
  perSecond: number
  seconds: number
  /** How often everybody is told something at once. */
  calls: number
}
const FULL: Sizes = { streams: 10_000, speakers: 1_000, perSecond: 1_000, seconds: 15, calls: 10 }
const QUICK: Sizes = { streams: 500, speakers: 50, perSecond: 100, seconds: 3, calls: 4 }

/** Row 11: the server as `npm start` runs it, one process; the crowd is another, and those who speak are here. */
export const measureCrowd = async ({ isQuick }: Bench): Promise<Found[]> => {
  const sizes = isQuick ? QUICK : FULL
  const backend = await createBackend()
  await backend.start()
  const memory = watchMemory(backend)
  const crowd = await createSseCrowd({ port: Number(new URL(backend.url).port), addresses: ADDRESSES })
  try {
    await crowd.open(sizes.streams)
    const desks = await openDesks(backend)
    const messages = await talk(backend, crowd, sizes)
    const calls = await callAll(crowd, desks, sizes)
    const megabytes = (await memory.stop()).map(bytes => bytes / 1e6)
    const { p50, p99, max } = messages
    return [
      { id: 'crowd.memory', value: Math.max(...megabytes), samples: megabytes },
      { id: 'crowd.p50', value: p50, samples: [p50, p99, max] },
      { id: 'crowd.p99', value: p99, samples: [p50, p99, max] },
      found('crowd.all', calls),
    ]
  } finally {
    await memory.stop()
    hangUp()
    await crowd.dispose()
    await backend.dispose()
  }
}

/** Looks at the resident memory (bytes) of the server all the while. */
const watchMemory = ({ pid }: Backend) => {
  const seen: number[] = []
  const look = async () => {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', `${pid}`])
    seen.push(Number(stdout) * 1_024)
  }
  let last = Promise.resolve()
  const timer = setInterval(() => void (last = last.then(look)), LOOK)
  return {
    stop: async () => {
      clearInterval(timer)
      await last
      return seen
    },
  }
}

/** Both operators; one of them listens, and the desk hears every message of all. */
const openDesks = async (backend: Backend) => {
  const desks = await Promise.all(['anna', 'boris'].map(name => openDesk(backend, name)))
  const [anna] = desks
  await new Promise<void>((resolve, reject) => {
    anna!
      .open({
        after: undefined,
        signal: new AbortController().signal,
        onAlive: () => {},
        onEvent: ({ type }) => type === 'live' && resolve(),
      })
      .catch(reject)
  })
  return desks
}

/** Each message is sent when it is due, however late the ones before it are, and reaches the stream of whoever wrote it. */
const talk = async ({ url }: Backend, crowd: SseCrowd, { speakers: many, perSecond, seconds }: Sizes) => {
  const speakers = (await crowd.tokens())
    .slice(0, many)
    .map((token, index): Speaker => ({ token, address: `127.0.0.${1 + (index % ADDRESSES)}` }))
  for (const [index, speaker] of speakers.entries())
    await speak(url, speaker, { id: `start${index}`, type: 'session.start', entry: 'webchat', widget: 'main' })
  await crowd.reset()

  const sent: Promise<void>[] = []
  const began = performance.now()
  const isDue = () => began + (sent.length * 1_000) / perSecond <= performance.now()
  while (sent.length < perSecond * seconds) {
    for (; isDue() && sent.length < perSecond * seconds;) {
      const text = `${stamp()} Is the lamp in the window still to be had, and in green?`
      const speaker = speakers[sent.length % speakers.length]!
      sent.push(speak(url, speaker, { id: `m${sent.length}`, type: 'message.send', text }))
    }
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  await Promise.all(sent)
  await crowd.heard('message.added', sent.length)
  const { stamps, gaps, doubles } = await crowd.tell()
  if (gaps || doubles) throw new Error(`The streams had ${gaps} gaps and told ${doubles} things twice.`)
  return stamps
}

type Desks = Awaited<ReturnType<typeof openDesks>>

/** The last operator leaves the desk, and comes back: each time every page is told. Ms until the last one has heard it. */
const callAll = async (crowd: SseCrowd, [anna, boris]: Desks, { streams, calls }: Sizes) => {
  const send = (desk: Desks[number] | undefined, on: boolean, id: string) =>
    desk!.send({ id, type: 'operator.available', on }, { signal: AbortSignal.timeout(30_000) })
  await send(boris, false, 'boris')
  const took: number[] = []
  for (let call = 0; call < calls; call++) {
    await crowd.reset()
    const began = performance.now()
    const heard = crowd.heard('availability.changed', streams)
    await send(anna, call % 2 === 1, `anna${call}`)
    await heard
    took.push(performance.now() - began)
  }
  return took
}
