import { signal } from '@preact/signals-core'
import type { AppHost } from '../api/app.js'
import { createClock } from '../browser/clock.js'
import { newId } from '../browser/id.js'
import { hasNetwork, watchLifecycle } from '../browser/lifecycle.js'
import { createStorage, watchKey } from '../browser/storage.js'
import { createConversation } from '../core/conversation.js'
import { markRunning } from '../core/running.js'
import type { FootLine } from '../panels/panel.js'
import type { SessionStart } from '../protocol/commands.js'
import type { Receipt } from '../protocol/entities.js'
import type { KeyStore } from '../protocol/ports.js'
import { connect } from './connect.js'
import { report } from './report.js'
import { createContext, type Context, type Told } from './context.js'
import { finishErasing } from './finish-erasing.js'
import type { Person } from './identity.js'
import { tell } from './tell.js'
import type { Spoken } from './words.js'

/** The browser that a life is lived in. */
export const platform = {
  ...{ createStorage, watchKey, watchLifecycle, hasNetwork, connect, newId },
  clock: createClock(),
  random: Math.random,
  loadIdentity: () => import('./identity.js'),
  loadErasing: () => import('../core/erasing.js'),
}

export interface GroundOptions {
  host: AppHost
  words: Pick<Spoken, 'locale' | 'load'>
  browser?: typeof platform
  /** A call runs in the conversation. */
  onCall?(): void
  /** There is a conversation, which may be only about to run. */
  onBegin?(): void
}

/** Who waits for what `forget()` began. */
const createErased = (host: AppHost) => {
  const waiting = new Map<string, (receipt?: Receipt) => void>()
  return {
    /** Once the backend says that nothing is left of who had this credential. */
    erased: (token: string) => new Promise<Receipt | undefined>(resolve => waiting.set(token, resolve)),
    onErased: (token: string, receipt?: Receipt) => {
      waiting.get(token)?.(receipt)
      if (receipt) host.emit('erased', { receipt })
    },
  }
}

/** Whether somebody else has come while the page slept, or who was here has left: their things are gone from the store. */
const createSleep = (root: KeyStore, person: Person | undefined) => {
  let mine: string | undefined
  return {
    isGone: () => (person ? person.isGone() : mine && mine !== root.get('token')),
    sleeps: () => void (mine = root.get('token')),
  }
}

/** What stays whoever is here, and what every conversation begins from. */
export const createGround = ({ host, words, browser = platform, onCall = () => {}, onBegin }: GroundOptions) => {
  const { options } = host
  const { locale } = words
  const prefix = `zvonek:${options.scope}:`
  const root = browser.createStorage(options.storage, prefix)
  const ports = { ...browser, log: report }
  const foot: FootLine = signal(undefined)
  /** What the page has said of its visitor, whoever they turn out to be. */
  const values = new Map<string, string>()
  let told: Told = {}
  let context: Context | undefined
  const start = (): SessionStart => ({ entry: 'webchat', widget: options.widget, locale: locale.value, ...told })
  const pipe = (store: KeyStore, identity?: Person['identity']) =>
    browser.connect(host, { store, identity: identity ?? nobody, locale: () => locale.value })
  /** Somebody has acted already, and is not asked to agree first. */
  const isDue = () => !options.consent && (options.connect || root.get('running'))
  /** Our mark that a conversation runs: a person's goes on once the page says that they are here. */
  const goesOn = (person?: Person) => !options.consent && (options.connect || root.get('running') === markOf(person))

  const { erased, onErased } = createErased(host)

  return {
    ...{ host, root, ports, foot, values, start, pipe, isDue, goesOn, erased },
    params: () => told.params ?? {},
    /** Of the conversation that began last. */
    context: () => context,
    /** What the page has said is there to be read. */
    ready: () => context?.ready(),
    newId: browser.newId,
    watch: (key: string, onChange: () => void) => browser.watchKey(prefix + key, onChange),
    /** `onGone`: another page has said goodbye for them while this one slept. */
    begin: (person: Person | undefined, onGone: () => void) => {
      told = {}
      const store = person?.store ?? root
      const direct = pipe(store, person?.identity)
      const conversation = createConversation({
        ...ports,
        store,
        start,
        transport: person?.guard(direct) ?? direct,
        onState: (state, session) => host.emit(`session.${state}`, { session }),
        onMessage: message => host.emit('message', { message }),
      })
      if (goesOn(person)) conversation.pipe.start()
      onBegin?.()
      const acted = () => {
        conversation.pipe.start()
        return conversation
      }
      const { newId } = browser
      const { isGone, sleeps } = createSleep(root, person)
      context = createContext({ host, conversation, connect: acted, newId, store, words, foot, told, values })
      const undo = [
        context.stop,
        tell(host, conversation, onCall),
        markRunning(conversation, root, markOf(person)),
        browser.watchLifecycle({
          onWake: () => (isGone() ? onGone() : conversation.pipe.wake()),
          onSleep: () => (sleeps(), conversation.pipe.pause()),
        }),
        finishErasing({ ...ports, store: root, connect: pipe, onErased }),
        conversation.dispose,
      ]
      return { conversation, stop: () => undo.forEach(end => end()) }
    },
  }
}
export type Ground = ReturnType<typeof createGround>

const markOf = (person: Person | undefined) => (person ? '@' : '1')
const nobody = () => Promise.resolve(undefined)
