import type { AppHost } from '../api/app.js'
import { ZvonekError } from '../api/errors.js'
import { createClock } from '../browser/clock.js'
import { newId } from '../browser/id.js'
import { hasNetwork, watchLifecycle } from '../browser/lifecycle.js'
import { createStorage, watchKey } from '../browser/storage.js'
import { createConversation } from '../core/conversation.js'
import { clearKeys, forgetKeys } from '../core/erase.js'
import { markRunning } from '../core/running.js'
import type { SessionStart } from '../protocol/commands.js'
import type { KeyStore } from '../protocol/ports.js'
import { connect, report } from './connect.js'
import { finishErasing } from './finish-erasing.js'
import type { Person } from './identity.js'
import { createParams } from './params.js'
import { tell } from './tell.js'
import type { Spoken } from './words.js'

/** The browser that a life is lived in. */
export const platform = {
  ...{ createStorage, watchKey, watchLifecycle, hasNetwork, connect, newId },
  clock: createClock(),
  random: Math.random,
}

export interface LifeOptions {
  host: AppHost
  words: Pick<Spoken, 'locale'>
  /** Somebody else is here from now on: nothing of the last one may stay on the screen. */
  onLeave(): void
  browser?: typeof platform
}

/** One visitor's conversation after another: whoever leaves takes everything along, whoever comes begins with nothing. */
export const createLife = ({ host, words: { locale }, onLeave, browser = platform }: LifeOptions) => {
  const { options } = host
  const prefix = `zvonek:${options.scope}:`
  const root = browser.createStorage(options.storage, prefix)
  const { params, setParams } = createParams(options)
  const start = (): SessionStart => ({
    entry: 'webchat',
    widget: options.widget,
    locale: locale.value,
    params: params(),
  })
  /** Who the site says the visitor is; without one, nobody it knows. */
  let person: Person | undefined
  let coming: (() => Promise<Person | undefined>) | undefined
  let running: ReturnType<typeof begin> | undefined
  let turn = 0

  const ports = { ...browser, log: report }
  const pipe = (store: KeyStore, identity?: Person['identity']) =>
    browser.connect(host, { store, identity: identity ?? nobody, locale: () => locale.value })
  /** Our mark that a conversation runs: a person's goes on once the page says that they are here. */
  const goesOn = () => options.connect || root.get('running') === (person ? '@' : '1')

  const begin = () => {
    const mine = person
    const store = mine?.store ?? root
    const direct = pipe(store, mine?.identity)
    const conversation = createConversation({
      ...ports,
      store,
      start,
      transport: mine?.guard(direct) ?? direct,
      onState: (state, session) => host.emit(`session.${state}`, { session }),
      onMessage: message => host.emit('message', { message }),
    })
    if (goesOn()) conversation.pipe.start()
    const undo = [
      tell(host, conversation),
      markRunning(conversation, root, mine ? '@' : '1'),
      browser.watchLifecycle({
        onWake: () => (mine?.isGone() ? leave() : conversation.pipe.wake()),
        onSleep: conversation.pipe.pause,
      }),
      finishErasing({ ...ports, store: root, connect: pipe }),
      conversation.dispose,
    ]
    return { conversation, stop: () => undo.forEach(end => end()) }
  }

  /** Nothing is read, sent or watched before somebody acts, or an earlier page left our mark. */
  const now = () => (running ??= begin()).conversation
  const change = (to: Person | undefined, clear = () => {}) => {
    onLeave()
    running?.stop()
    person?.leave()
    person = to
    clear()
    to?.enter()
  }
  const leave = (clear?: () => void) => {
    turn++
    coming = undefined
    change(undefined, clear)
    running = begin()
  }
  /** What was asked for in the name of who has left is not done in another's. */
  const hold = () => {
    const mine = turn
    return () => {
      if (mine !== turn) throw new ZvonekError('signedOut', 'Who asked for it has left.')
    }
  }
  const settle = async () => {
    const still = hold()
    const asked = coming
    if (!asked) return
    const found = await asked().catch((error: Error) =>
      host.emit('error', { code: 'identity', message: error.message }),
    )
    still()
    if (coming !== asked) return
    coming = undefined
    if (found && found === person) return running?.conversation.pipe.renew()
    change(found || undefined)
    if (running || goesOn()) running = begin()
  }
  const identify = (given: unknown) => {
    turn++
    const room = import('./identity.js')
    const onRenew = () => running?.conversation.pipe.renew()
    const onGone = () => {
      leave()
      void identify(given)
    }
    let found: ReturnType<Awaited<typeof room>['come']> | undefined
    coming = () =>
      (found ??= room.then(({ come }) =>
        come({ ...ports, given, present: person, root, connect: pipe, onRenew, onGone }),
      ))
    // Whoever has acted already, on this page or the last one, is not waited for.
    return running || options.connect || root.get('running') ? settle() : undefined
  }

  if (goesOn()) now()
  const undoTabs = ['token', 'person'].map(key =>
    browser.watchKey(prefix + key, () => {
      // Another tab has become somebody else: so does this one.
      if (person ? person.isGone() : key === 'token') leave()
    }),
  )
  return {
    newId: browser.newId,
    setParams,
    params,
    start,
    hold,
    settle,
    identify,
    conversation: now,
    connect: () => {
      now().pipe.start()
      return now()
    },
    logout: () => leave(() => clearKeys(root)),
    forget: () => {
      const token = (person?.store ?? root).get('token')
      leave(() => forgetKeys(root, token))
    },
    stop: () => {
      undoTabs.forEach(end => end())
      person?.dispose()
      running?.stop()
    },
  }
}

const nobody = () => Promise.resolve(undefined)
