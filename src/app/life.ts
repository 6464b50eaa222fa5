import type { AppHost } from '../api/app.js'
import { forgetKeys } from '../core/erase.js'
import { remember } from '../core/remember.js'
import { own } from '../protocol/own.js'
import type { KeyStore } from '../protocol/ports.js'
import { createGround, type GroundOptions } from './ground.js'
import type { Person } from './identity.js'
import { left } from './left.js'

export interface LifeOptions extends GroundOptions {
  /** Somebody else is here from now on: nothing of the last one may stay on the screen. */
  onLeave(): void
  /** Who has come, by their mark; nothing: everybody has left. */
  onMark(mark: string): void
}

/** Somebody whom the page has announced: who it is, is asked once the visitor acts. */
export interface Announced {
  /** What the page gave to `identify`. */
  given: unknown
  done?: Promise<void>
  /** Another was announced, or everybody has left. */
  isOver?: boolean
}

/** Whom the page has announced last. */
const createAnnounced = (host: AppHost) => {
  let coming: Announced | undefined
  let source: unknown
  return {
    /** What the page gave to `identify`. */
    source: () => source,
    set: (given: unknown) => {
      if (coming) coming.isOver = true
      coming = given ? { given } : undefined
      source = given
    },
    /** Resolves once it is known who is here. */
    settle: async (arrive: (asked: Announced) => Promise<void>): Promise<void> => {
      const asked = coming
      if (!asked) return
      asked.done ??= arrive(asked)
      await asked.done.catch(({ message }: Error) => asked.isOver || host.emit('error', { code: 'identity', message }))
      if (asked.isOver) throw left()
      if (coming === asked) coming = undefined
    },
  }
}

/** One visitor's conversation after another: whoever leaves takes everything along, whoever comes begins with nothing. */
export const createLife = ({ onLeave, onMark, ...options }: LifeOptions) => {
  // What is not given, a page may have put on all objects.
  const ground = createGround(own(options))
  const { root, host } = ground
  /** Who the site says the visitor is; without one, nobody it knows. */
  let person: Person | undefined
  let running: ReturnType<typeof ground.begin> | undefined
  const announced = createAnnounced(host)

  /** Nothing is read, sent or watched before somebody acts, or an earlier page left our mark. */
  const conversation = () => (running ??= ground.begin(person, () => yieldTo())).conversation
  const change = (to?: Person, clear?: () => void) => {
    onLeave()
    running?.stop()
    running = undefined
    person?.leave()
    person = to
    clear?.()
    if (!to) return
    to.enter()
    onMark(to.mark)
  }
  /** Whoever has acted already, on this page or the last one, is not waited for. */
  const settleSoon = () => (running || ground.isDue() ? settle() : undefined)
  const announce = (given?: unknown) => (announced.set(given), settleSoon())
  const leave = (clear?: () => void) => {
    void announce()
    ground.values.clear()
    change(undefined, clear)
    conversation()
  }
  /**
   * Another tab has become somebody else. Who sits here now, the page may say again, but not before they act: two pages that
   * do not agree would otherwise drive each other out for ever.
   */
  const yieldTo = (clear?: () => void) => {
    const given = announced.source()
    leave(clear)
    if (typeof given === 'function') announced.set(given)
  }
  const forget = (token?: string) => {
    leave(() => wipe(root, token))
    onMark('')
  }
  const settle = () => announced.settle(async asked => (await ground.ports.loadIdentity()).arrive(asked, life))
  const life = { ...ground, person: () => person, running: () => running, conversation, change, leave, announce }
  if (ground.goesOn()) conversation()
  // Another tab has become somebody else: so does this one.
  const undo = [
    ground.watch('person', () => person?.isGone() && yieldTo()),
    ground.watch('token', () => person || (change(), conversation())),
  ]

  return {
    ...{ ...life, settle, settleSoon, yieldTo },
    connect: () => (conversation().pipe.start(), conversation()),
    logout: () => forget(),
    forget: () => {
      const token = (person?.store ?? root).get('token')
      forget(token)
      return token && ground.erased(token)
    },
    stop: () => {
      undo.forEach(end => end())
      // Who is only just coming does not come any more.
      announced.set(undefined)
      person?.dispose()
      running?.stop()
    },
  }
}
export type Life = ReturnType<typeof createLife>

const wipe = (root: KeyStore, token: string | undefined) => {
  // Said even where this tab has not heard yet that somebody came in another.
  remember(root, 'person', '-')
  forgetKeys(root, token)
}
