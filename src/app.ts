import type { App, AppHost, StartApp, Verb } from './api/app.js'
import { connect, report } from './app/connect.js'
import { toExtras } from './app/extras.js'
import { finishErasing } from './app/finish-erasing.js'
import { checkEvent } from './app/heard.js'
import { callback, createPanels } from './app/panels.js'
import { createParams } from './app/params.js'
import { say } from './app/say.js'
import { tell } from './app/tell.js'
import { unsupported } from './app/unsupported.js'
import { createWords, type Spoken } from './app/words.js'
import { createClock } from './browser/clock.js'
import { newId } from './browser/id.js'
import { hasNetwork, watchLifecycle } from './browser/lifecycle.js'
import { createStorage, watchKey } from './browser/storage.js'
import { createConversation } from './core/conversation.js'
import { clearKeys, forgetKeys } from './core/erase.js'
import { markRunning } from './core/running.js'
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
  /** A link with a number, of this page or followed on it. Nobody has acted yet, so nothing connects. */
  const onLink = () => void (/#zvonek=/.test(location.href) && panels.open('callback'))
  onLink()
  addEventListener('hashchange', onLink)
  return {
    call: (verb, args) => verbs[verb](...(args as never[])),
    dispose: () => {
      undoTabs()
      removeEventListener('hashchange', onLink)
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
type Verbs = Record<Verb, (...args: never[]) => unknown>

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
    enter: (entry: Entry, extras: unknown) => {
      if (entry !== 'webchat') throw unsupported(entry)
      const given = toExtras(extras)
      life.connect().enter(given)
    },
    send: (message: unknown) => void say(life.connect, message),
    join: inRoom('join'),
    requestCallback: inRoom('requestCallback'),
    cancelCallback: inRoom('cancelCallback'),
    leave: () => life.conversation().leave(),
    setLocale: words.set,
    setParams: life.setParams,
    setCheck: (check: AppHost['options']['check']) => void (options.check = check),
    logout: () => restart(clearKeys),
    forget: () => restart(forgetKeys),
  }
}

/** One visitor's conversation after another: `logout` and `forget` end one and begin the next. */
const createLife = (host: AppHost, { locale }: Spoken) => {
  const { options } = host
  const store = createStorage(options.storage, `zvonek:${options.scope}:`)
  const ports = { store, clock: createClock(), newId, hasNetwork, random: Math.random, log: report }
  const { params, setParams } = createParams(options)
  const start = (): SessionStart => ({
    entry: 'webchat',
    widget: options.widget,
    locale: locale.value,
    params: params(),
  })

  const begin = () => {
    const conversation = createConversation({
      ...ports,
      start,
      transport: connect(host, () => locale.value, store),
      onState: (state, session) => host.emit(`session.${state}`, { session }),
      onMessage: message => host.emit('message', { message }),
    })
    const { pipe } = conversation
    if (options.connect || store.get('running')) pipe.start()
    const undo = [
      tell(host, conversation),
      markRunning(conversation, store),
      watchLifecycle({ onWake: pipe.wake, onSleep: pipe.pause }),
      finishErasing({ ...ports, connect: credentials => connect(host, () => locale.value, credentials) }),
      conversation.dispose,
    ]
    return { conversation, stop: () => undo.forEach(end => end()) }
  }

  let running: ReturnType<typeof begin> | undefined
  /** Nothing is read, sent or watched before somebody acts, or an earlier page left our mark. */
  const now = () => (running ??= begin()).conversation
  const restart = (clear: (store: KeyStore) => void) => {
    running?.stop()
    clear(store)
    running = begin()
  }
  if (options.connect || store.get('running')) now()
  return {
    newId,
    setParams,
    params,
    start,
    restart,
    conversation: now,
    connect: () => {
      now().pipe.start()
      return now()
    },
    /** Another tab has become somebody else: so does this one. */
    watchTabs: (onChange: () => void) => watchKey(`zvonek:${options.scope}:token`, onChange),
    stop: () => running?.stop(),
  }
}
