import { forgetKeys } from '../core/erase.js'
import { remember } from '../core/remember.js'
import { createGround, type GroundOptions } from './ground.js'
import type { Person } from './identity.js'
import { left } from './left.js'

export interface LifeOptions extends GroundOptions {
  /** Somebody else is here from now on: nothing of the last one may stay on the screen. */
  onLeave(): void
}

/** Somebody whom the page has announced: who it is, is asked once the visitor acts. */
export interface Announced {
  /** What the page gave to `identify`. */
  given: unknown
  done?: Promise<void>
  /** Another was announced, or everybody has left. */
  isOver?: boolean
}

/** One visitor's conversation after another: whoever leaves takes everything along, whoever comes begins with nothing. */
export const createLife = ({ onLeave, ...options }: LifeOptions) => {
  const ground = createGround(options)
  const { root, host } = ground
  /** Who the site says the visitor is; without one, nobody it knows. */
  let person: Person | undefined
  let running: ReturnType<typeof ground.begin> | undefined
  let coming: Announced | undefined

  /** Nothing is read, sent or watched before somebody acts, or an earlier page left our mark. */
  const conversation = () => (running ??= ground.begin(person, () => leave())).conversation
  const change = (to?: Person, clear?: () => void) => {
    onLeave()
    running?.stop()
    running = undefined
    person?.leave()
    person = to
    clear?.()
    to?.enter()
  }
  const announce = (given?: unknown) => {
    if (coming) coming.isOver = true
    coming = given ? { given } : undefined
    // Whoever has acted already, on this page or the last one, is not waited for.
    return running || host.options.connect || root.get('running') ? settle() : undefined
  }
  const leave = (clear?: () => void) => {
    void announce()
    ground.values.clear()
    change(undefined, clear)
    conversation()
  }
  const forget = (token?: string) =>
    leave(() => {
      // Said even where this tab has not heard yet that somebody came in another.
      remember(root, 'person', '-')
      forgetKeys(root, token)
    })
  /** Resolves once it is known who is here. */
  const settle = async (): Promise<void> => {
    const asked = coming
    if (!asked) return
    asked.done ??= ground.ports.loadIdentity().then(room => room.arrive(asked, life))
    await asked.done.catch(({ message }: Error) => asked.isOver || host.emit('error', { code: 'identity', message }))
    if (asked.isOver) throw left()
    if (coming === asked) coming = undefined
  }
  const life = { ...ground, person: () => person, running: () => running, conversation, change, leave, announce }
  if (ground.goesOn()) conversation()
  // Another tab has become somebody else: so does this one.
  const undoPerson = ground.watch('person', () => person?.isGone() && leave())
  const undoToken = ground.watch('token', () => person || (change(), conversation()))

  return {
    ...life,
    settle,
    connect: () => {
      conversation().pipe.start()
      return conversation()
    },
    logout: () => forget(),
    forget: () => forget((person?.store ?? root).get('token')),
    stop: () => {
      undoPerson()
      undoToken()
      person?.dispose()
      running?.stop()
    },
  }
}
export type Life = ReturnType<typeof createLife>
