/** One operator at the desk in this tab: the model joined to the platform. */
import { createClock } from '../../src/browser/clock.js'
import { newId } from '../../src/browser/id.js'
import { hasNetwork, watchLifecycle } from '../../src/browser/lifecycle.js'
import { createStorage } from '../../src/browser/storage.js'
import type { Log } from '../../src/protocol/ports.js'
import { createBell, type Bell } from './bell.js'
import { createChime } from '../../src/browser/chime.js'
import { listenToKeys } from './keys.js'
import { createDesk } from './model/desk.js'
import type { Desk } from './model/model.js'
import type { Place } from './places.js'

export interface DeskSitting {
  desk: Desk
  bell: Bell
  dispose(): void
}

const log: Log = (level, code, detail = '') => console[level](`zvonek desk: ${code}`, detail)

export const openDesk = (operator: string, place: Place): DeskSitting => {
  const store = createStorage(place.storage, `${place.prefix}${operator}:`)
  const clock = createClock()
  const desk = createDesk({
    transport: place.connect(operator, { clock, log, newId }),
    store,
    clock,
    random: Math.random,
    newId,
    hasNetwork,
    log,
  })
  const chime = createChime()
  const bell = createBell({ desk, store, ring: chime.ring, setTitle: title => (document.title = title) })
  const undo = [
    listenToKeys(desk),
    watchLifecycle({ onWake: desk.wake, onSleep: desk.pause }),
    watchLooking(desk),
    place.watch(desk.wake),
    bell.dispose,
    chime.dispose,
    desk.dispose,
  ]
  desk.start()
  return {
    desk,
    bell,
    dispose: () => {
      for (const off of undo) off()
    },
  }
}

/** What stands on the screen is read only while somebody sits in front of it. */
const watchLooking = (desk: Desk): (() => void) => {
  const off = new AbortController()
  const look = (): void => desk.look(document.visibilityState === 'visible' && document.hasFocus())
  for (const type of ['focus', 'blur'] as const) window.addEventListener(type, look, { signal: off.signal })
  document.addEventListener('visibilitychange', look, { signal: off.signal })
  look()
  return () => off.abort()
}
