import type { App, AppHost, StartApp, Verb } from './api/app.js'
import { toExtras } from './app/extras.js'
import { checkEvent } from './app/heard.js'
import { createLife, left } from './app/life.js'
import { report } from './app/connect.js'
import { callback, createPanels } from './app/panels.js'
import { createRules } from './app/rules.js'
import { say } from './app/say.js'
import { unsupported } from './app/unsupported.js'
import { createWords, type Spoken } from './app/words.js'
import type { Entry } from './protocol/entities.js'

/** Stage 2: puts transport, core and browser together and tells the page. Wiring only. */
export const startApp: StartApp = (host): App => {
  host.watch(checkEvent)
  const words = createWords(host)
  // A call runs, whether a panel is open or not; by the time it is heard of there are panels.
  const life = createLife({ host, words, onLeave: () => panels.close(), onCall: () => void panels.resume() })
  const panels = createPanels(host, life, words)
  const call = async (verb: Verb, args: readonly unknown[]): Promise<unknown> => {
    // Who leaves does not wait for who is coming.
    if (!/^(log|for|ide|set)/.test(verb)) await life.settle()
    return verbs[verb](...(args as never[]))
  }
  const rules = createRules({ host, words, params: life.params, call, report })
  const verbs = createVerbs(host, { life, panels, words, rules })
  /** A link with a number: another one begins anew. Nobody has acted by it, so nothing connects. */
  const onLink = () => {
    if (!/#zvonek=/.test(location.href)) return
    panels.close()
    void panels.open('callback')
  }
  onLink()
  addEventListener('hashchange', onLink)
  return {
    call,
    dispose: () => {
      rules.dispose()
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
  rules: ReturnType<typeof createRules>
}
type Verbs = Record<Verb, (...args: never[]) => unknown>

const createVerbs = ({ options }: AppHost, { life, panels, words, rules }: Parts): Verbs => {
  const open = (entry: Entry = options.buttons[0] ?? 'webchat', ticket?: string) => {
    life.connect()
    return panels.open(entry, ticket)
  }
  const inRoom =
    (verb: 'join' | 'requestCallback' | 'cancelCallback') =>
    async (wish: unknown): Promise<void> => {
      const mine = life.conversation()
      const room = await callback()
      if (mine !== life.conversation()) throw left()
      return room[verb](life, wish)
    }
  return {
    open,
    close: panels.close,
    toggle: (entry?: Entry) => (panels.isOpen() ? panels.close() : open(entry)),
    enter: (entry: Entry, extras: unknown) => {
      if (!/^(webchat|video)$/.test(entry)) throw unsupported(entry)
      const given = toExtras(extras)
      life.connect().enter({ ...given, entry })
    },
    send: (message: unknown) => void say(life.connect, message),
    join: inRoom('join'),
    requestCallback: inRoom('requestCallback'),
    cancelCallback: inRoom('cancelCallback'),
    call: panels.call,
    leave: () => life.conversation().leave(),
    setLocale: words.set,
    setParams: (given: unknown) => {
      life.setParams(given)
      rules.look()
    },
    setRules: rules.set,
    setCheck: (check: AppHost['options']['check']) => void (options.check = check),
    identify: life.announce,
    logout: () => {
      life.logout()
      rules.forget()
    },
    forget: () => {
      life.forget()
      rules.forget()
    },
  }
}
