import { signal } from '@preact/signals-core'
import type { App, AppHost, StartApp, Verb } from './api/app.js'
import { connect, report } from './app/connect.js'
import { createContext, type Told } from './app/context.js'
import type { Context } from './app/context/index.js'
import { finishErasing } from './app/finish-erasing.js'
import { checkEvent } from './app/heard.js'
import { callback, createPanels } from './app/panels.js'
import { tell } from './app/tell.js'
import { createWords, type Spoken } from './app/words.js'
import { createClock } from './browser/clock.js'
import { newId } from './browser/id.js'
import { hasNetwork, watchLifecycle } from './browser/lifecycle.js'
import { createStorage, watchKey } from './browser/storage.js'
import { createConversation } from './core/conversation.js'
import { clearKeys, forgetKeys } from './core/erase.js'
import { markRunning } from './core/running.js'
import type { FootLine } from './panels/panel.js'
import type { SessionStart } from './protocol/commands.js'
import type { Entry } from './protocol/entities.js'
import type { KeyStore } from './protocol/ports.js'

/** Stage 2: puts transport, core and browser together and tells the page. Wiring only. */
export const startApp: StartApp = (host): App => {
  host.watch(checkEvent)
  const words = createWords(host)
  const life = createLife(host, words)
  const panels = createPanels(host, life, words)
  const verbs = createVerbs(host, { life, panels, words })
  const undoTabs = life.watchTabs(() => {
    panels.close()
    life.restart(() => {})
  })
  // A link with a number. Nobody has acted yet, so nothing connects.
  if (/#zvonek=/.test(location.href)) void panels.open('callback')
  return {
    call: async (verb, args) =>
      verb in verbs ? verbs[verb as OwnVerb](...(args as never[])) : life.context().call(verb as ContextVerb, args),
    dispose: () => {
      undoTabs()
      panels.close()
      life.stop()
    },
  }
}

interface Parts {
  life: ReturnType<typeof createLife>
  panels: ReturnType<typeof createPanels>
  words: Spoken
}
/** What the page says of itself and its visitor, and by its own scripts, comes with a file of its own. */
type ContextVerb = Extract<Verb, keyof Context>
type OwnVerb = Exclude<Verb, ContextVerb>
type Verbs = Record<OwnVerb, (...args: never[]) => unknown>

const createVerbs = ({ options }: AppHost, { life, panels, words }: Parts): Verbs => {
  const open = (entry: Entry = options.buttons[0] ?? 'webchat', ticket?: string) => {
    life.connect()
    return panels.open(entry, ticket)
  }
  const inRoom =
    (verb: 'join' | 'requestCallback' | 'cancelCallback') =>
    async (wish: unknown): Promise<void> =>
      (await callback())[verb](life, wish)
  const restart = (clear: (store: KeyStore) => void) => {
    panels.close()
    life.restart(clear)
  }
  return {
    open,
    close: panels.close,
    toggle: (entry?: Entry) => (panels.isOpen() ? panels.close() : open(entry)),
    join: inRoom('join'),
    requestCallback: inRoom('requestCallback'),
    cancelCallback: inRoom('cancelCallback'),
    leave: () => life.conversation().leave(),
    setLocale: words.set,
    logout: () => restart(clearKeys),
    forget: () => restart(forgetKeys),
  }
}

/** One visitor's conversation after another: `logout` and `forget` end one and begin the next. */
const createLife = (host: AppHost, words: Spoken) => {
  const { options } = host
  const { locale } = words
  const foot: FootLine = signal(undefined)
  let told: Told
  const store = createStorage(options.storage, `zvonek:${options.scope}:`)
  const ports = { store, clock: createClock(), newId, hasNetwork, random: Math.random, log: report }
  const start = (): SessionStart => ({ entry: 'webchat', widget: options.widget, locale: locale.value, ...told })

  const begin = () => {
    told = {}
    const conversation = createConversation({
      ...ports,
      start,
      transport: connect(host, () => locale.value, store),
      onState: (state, session) => host.emit(`session.${state}`, { session }),
      onMessage: message => host.emit('message', { message }),
    })
    const { pipe } = conversation
    if (options.connect || store.get('running')) pipe.start()
    const context = createContext({ host, conversation, connect: toConnected, newId, store, words, foot, told })
    const undo = [
      context.stop,
      tell(host, conversation),
      markRunning(conversation, store),
      watchLifecycle({ onWake: pipe.wake, onSleep: pipe.pause }),
      finishErasing({ ...ports, connect: credentials => connect(host, () => locale.value, credentials) }),
      conversation.dispose,
    ]
    return { conversation, context, stop: () => undo.forEach(end => end()) }
  }

  let running: ReturnType<typeof begin> | undefined
  /** Nothing is read, sent or watched before somebody acts, or an earlier page left our mark. */
  const here = () => (running ??= begin())
  const now = () => here().conversation
  const toConnected = () => {
    now().pipe.start()
    return now()
  }
  const restart = (clear: (store: KeyStore) => void) => {
    running?.stop()
    clear(store)
    running = begin()
  }
  if (options.connect || store.get('running')) now()
  return {
    newId,
    start,
    restart,
    conversation: now,
    context: () => here().context,
    foot,
    connect: toConnected,
    /** Another tab has become somebody else: so does this one. */
    watchTabs: (onChange: () => void) => watchKey(`zvonek:${options.scope}:token`, onChange),
    stop: () => running?.stop(),
  }
}
