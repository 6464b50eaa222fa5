import type { App, AppHost, StartApp, Verb } from './api/app.js'
import type { ContextRoom } from './app/context/index.js'
import { checkEvent } from './app/heard.js'
import { report } from './app/report.js'
import { destroyed, left } from './app/left.js'
import { createLife } from './app/life.js'
import { watchOffers } from './app/offers.js'
import { called, createPanels } from './app/panels.js'
import { createRoom } from './app/room.js'
import { createRules } from './app/rules.js'
import type { Privacy } from './app/privacy/index.js'
import { createWaiting } from './app/waiting.js'
import { createWords, type Spoken } from './app/words.js'
import type { Entry } from './protocol/entities.js'

/** Stage 2: puts transport, core and browser together and tells the page. Wiring only. */
export const startApp: StartApp = (host): App => {
  host.watch(checkEvent)
  const words = createWords(host)
  const waiting = createWaiting(host)
  const over = new AbortController()
  const onBegin = () =>
    queueMicrotask(() => {
      waiting.sayAgain(call)
      watchOffers(host, words, { ...life, conversation: life.conversation(), open: panels.open })
    })
  // Without the file nobody has come or left.
  const onMark = (mark: string) => void privacy()?.then(room => room.tell(mark), waiting.wrong)
  // A call runs, whether a panel is open or not; by the time it is heard of there are panels.
  const life = createLife({
    ...{ host, words, onBegin, onMark },
    onLeave: () => panels.close(),
    onCall: () => void panels.resume().catch(waiting.wrong),
  })
  const panels = createPanels(host, { ...life, wrong: waiting.wrong }, words)
  const call: App['call'] = async (verb, args) => {
    // Who leaves does not wait for who is coming; what is said of a visitor holds for them as well. Who looks for a fault is a developer.
    if (!/^([dfip]|lo|set|rem|con|clo)/.test(verb)) {
      await (await privacy())?.settle()
      // Destroyed while it waited: nothing comes back to life.
      await life.settle().finally(() => over.signal.throwIfAborted())
    }
    if (Object.hasOwn(verbs, verb)) return verbs[verb as OwnVerb](...(args as never[]))
    if (life.running() || isAct(verb, args)) life.conversation()
    else {
      waiting.add(verb, args)
      return rules.look()
    }
    waiting.sayAgain(call)
    const done = await life.context()?.call(verb as ContextVerb, args)
    rules.look()
    return done
  }
  const rules = createRules({ host, words, life, said: waiting.said, call, report })
  /** A link with a number: another one begins anew. Nobody has acted by it, so nothing connects. */
  const onLink = () => {
    if (host.options.consent || !/#zvonek=/.test(location.href)) return
    panels.close()
    panels.open('callback').catch(waiting.wrong)
  }
  // A file of its own for those who have it so. Where it does not come, nothing opens, and the next press asks again.
  const isPrivate = host.options.consent || host.options.storage !== 'local'
  const loadPrivacy = createRoom(() => import('./app/privacy/index.js'), { host, life, rules, onLink }, over.signal)
  const privacy = () => (isPrivate ? loadPrivacy() : undefined)
  privacy()?.catch(waiting.wrong)
  const verbs = createVerbs(host, { life, panels, words, rules, privacy })
  onLink()
  addEventListener('hashchange', onLink, { __proto__: null, signal: over.signal })
  return {
    call,
    dispose: () => {
      over.abort(destroyed())
      rules.dispose()
      panels.close()
      life.stop()
    },
  }
}

interface Parts {
  life: ReturnType<typeof createLife>
  panels: ReturnType<typeof createPanels>
  words: Spoken
  rules: ReturnType<typeof createRules>
  privacy(): Promise<Privacy> | undefined
}
/** What the page says of itself and its visitor, and by its own scripts, comes with a file of its own. */
type ContextVerb = Extract<Verb, keyof ContextRoom>
type OwnVerb = Exclude<Verb, ContextVerb>
type Verbs = Record<OwnVerb, (...args: never[]) => unknown>

const createVerbs = (host: AppHost, { life, panels, words, rules, privacy }: Parts): Verbs => {
  const { options } = host
  const open = (entry: Entry = options.buttons[0] ?? 'webchat', ticket?: string) => {
    life.connect()
    return panels.open(entry, ticket)
  }
  const inRoom =
    (verb: 'join' | 'requestCallback' | 'cancelCallback') =>
    async (wish: unknown): Promise<void> => {
      const mine = life.conversation()
      const room = await called()
      if (mine !== life.conversation()) throw left()
      return room[verb](life, wish)
    }
  return {
    open,
    close: panels.close,
    toggle: (entry?: Entry) => (panels.isOpen() ? panels.close() : open(entry)),
    join: inRoom('join'),
    requestCallback: inRoom('requestCallback'),
    cancelCallback: inRoom('cancelCallback'),
    call: panels.call,
    leave: () => life.conversation().leave(),
    setLocale: words.set,
    setRules: rules.set,
    setCheck: (check: AppHost['options']['check']) => void (options.check = check),
    consent: (isGiven: unknown) => privacy()?.then(room => room.set(!!isGiven)),
    identify: life.announce,
    diagnose: async () =>
      (await import('./app/diagnose/index.js')).diagnose(host, () => life.running()?.conversation.connection.value),
    logout: () => {
      life.logout()
      rules.forget()
    },
    forget: () => {
      rules.forget()
      return life.forget()
    },
  }
}

/** Whether it says that the visitor has acted. */
const isAct = (verb: Verb, args: readonly unknown[]) => args[0] === true || verb === 'enter' || verb === 'send'
