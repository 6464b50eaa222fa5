import type { Clock, Log } from '../../src/protocol/ports.js'
import { placeOf } from './log.js'

/** Carries what commands have changed into a server that runs. */
export interface Following {
  /** Looks now; resolves once what has changed is in force. */
  catchUp(): Promise<void>
  dispose(): void
}

export interface FollowingOptions {
  /** Says whether something has changed since it was asked last. */
  look(): boolean
  /** Puts in force what there is now. */
  apply(): Promise<void>
  /** Is called each time, whether something has changed or not. */
  onLook(): void
  clock: Pick<Clock, 'after'>
  log: Log
}

/** Where nothing is stored, nobody else can change it: there is nothing to look for by oneself. */
export const followItself = ({ look, apply }: Pick<FollowingOptions, 'look' | 'apply'>): Following => ({
  catchUp: async () => {
    if (look()) await apply()
  },
  dispose: () => {},
})

/** Milliseconds. */
const EVERY = 1_000

export const createFollowing = ({ look, apply, onLook, clock, log }: FollowingOptions): Following => {
  let isBehind = false
  let applying = Promise.resolve()

  const catchUp = async () => {
    isBehind = look() || isBehind
    onLook()
    if (isBehind) {
      isBehind = false
      applying = apply().catch((error: unknown) => {
        // What could not be written is tried again.
        isBehind = true
        log('error', 'roster.failed', placeOf(error))
      })
    }
    return applying
  }
  let undo = () => {}
  const wait = () =>
    (undo = clock.after(EVERY, () => {
      wait()
      catchUp().catch((error: unknown) => log('error', 'roster.unread', placeOf(error)))
    }))
  wait()

  return { catchUp, dispose: () => undo() }
}
