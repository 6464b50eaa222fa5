import { effect } from '@preact/signals'
import type { CallEngine, Grade, PeerMeans } from '../../../media/engine.js'
import { createP2p } from '../../../media/p2p.js'
import type { Local } from '../local.js'
import type { Running } from '../model.js'
import { createSound } from './sound.js'

/* What carries a call comes once both have agreed, with what keeps it going: nothing of it is needed for an offer. */

/** One engine between two tabs, from its first word to its last. Returns its undo. */
export const run = ({ options, calling, local, view }: Running, means: PeerMeans): (() => void) => {
  const { link, since, grade, held, far, streams } = view
  const engine = createP2p({
    means,
    polite: options.side === 'visitor',
    onSignal: calling.post,
    onState: state => {
      link.value = state
      if (state === 'connected') since.value ??= options.clock.now()
    },
    onFar: told => void (far.value = told),
    onStream: (line, stream) => {
      streams.value = { ...streams.peek(), [line]: stream }
      if (line === 'camera') sound.hear(stream)
    },
  })
  // Only once there is an engine: one that cannot be made leaves nothing behind.
  const sound = createSound(local.speaker)
  const take = (one: unknown) =>
    void engine.take(one).catch((error: unknown) => options.log('warn', 'call.take', String(error)))
  const undo = [
    sendLocal(engine, local),
    calling.listen(take),
    watchQuality(engine, view),
    watchNetwork(engine),
    effect(() => {
      const fresh = calling.means.value
      if (fresh !== means && fresh?.engine === 'p2p') engine.restart(fresh)
    }),
    engine.dispose,
    sound.dispose,
  ]
  return () => {
    for (const end of undo) end()
    link.value = 'connecting'
    grade.value = 'good'
    held.value = []
    far.value = undefined
    streams.value = {}
  }
}

/** Whatever is switched on or off here goes to the other side. */
const sendLocal = (engine: CallEngine, { tracks, micOn }: Local) =>
  effect(() => {
    const { mic, camera, screen } = tracks.value
    void engine.send('mic', micOn.value ? mic : undefined)
    void engine.send('camera', camera)
    void engine.send('screen', screen)
  })

/** Ms between two looks at how it goes. */
const LOOK = 2_000

const GRADES: readonly Grade[] = ['good', 'weak', 'poor']

/** A single bad look is a hiccup: the better one of two in a row is what is said. */
const watchQuality = (engine: CallEngine, { grade, held }: Pick<Running['view'], 'grade' | 'held'>) => {
  let before: Grade = 'good'
  let isOver = false
  const timer = setInterval(() => {
    void engine.look().then(seen => {
      if (isOver) return
      grade.value = GRADES.find(one => one === seen.grade || one === before) ?? 'good'
      before = seen.grade
      if (seen.held.join() !== held.peek().join()) held.value = seen.held
    })
  }, LOOK)
  return () => {
    isOver = true
    clearInterval(timer)
  }
}

/** Another network is another way: looked for at once, not when the old one has been given up. */
const watchNetwork = (engine: CallEngine) => {
  const off = new AbortController()
  const options: AddEventListenerOptions = { __proto__: null, signal: off.signal }
  addEventListener('online', () => engine.restart(), options)
  const { connection } = navigator as Navigator & { connection?: EventTarget }
  connection?.addEventListener('change', () => engine.restart(), options)
  return () => off.abort()
}
