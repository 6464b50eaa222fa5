import type { Doorbell, Said, StartApp } from './api/app.js'
import { createCall } from './api/calls.js'
import { createEmitter, guarded } from './api/emitter.js'
import { ZvonekError } from './api/errors.js'
import type { WidgetState } from './api/events.js'
import { toHandle, type Handle } from './api/handle.js'
import { toOptions, type Entry, type FirstWords, type Options } from './api/options.js'
import { createHost, createPlate, toSide } from './launcher/launcher.js'
import { chooseLocale, findWords } from './launcher/words.js'
import { page } from './page.js'

/** The parts of stage 2 that a door fetches. */
export interface Stage2 {
  startApp: StartApp
  /** One for each host, however often it is asked for. */
  createDoorbell(host: HTMLElement, options: Options, words: FirstWords): Doorbell
}

/** What a door brings: the ways to the files it shipped with. */
export interface Door {
  /** Fetches the app, and with it the panel of `entry` and the language. Fetches only: nothing starts. */
  load(entry: Entry | undefined, locale: string): Promise<Stage2>
  /** Fetches the launcher's words of a language that is not in this file. */
  words(locale: string): Promise<FirstWords>
  /** Where the widget goes; default: the body, as soon as there is one. */
  parent?: Element | undefined
  onDestroy: (() => void) | undefined
}

/**
 * Stage 1: from options to buttons that can be pressed, and the handle. Before the visitor or the page acts it stores
 * nothing and connects to nothing; it reads one thing, our own mark that a conversation runs.
 */
export const boot = (options: Options, door: Door): Handle => {
  const life = new AbortController()
  const { signal } = life
  const { emit, on, watch } = createEmitter()
  const state: WidgetState = { connection: 'idle', availability: unknown(options), unread: 0 }
  const host = createHost(options)
  const locale = (options.lang = host.lang = chooseLocale(options))

  let words: FirstWords
  /** As soon as its file is here: the word beside a push belongs to who points at it, before anything starts. */
  const dress = ({ createDoorbell }: Stage2) => createDoorbell(host, options, words)
  const appear = async () => {
    words = await findWords(locale, options, door.words)
    while (!page('body')) await new Promise(requestAnimationFrame)
    signal.throwIfAborted()
    host.dataset.side = toSide(options.position)
    host.shadowRoot!.append(
      createPlate(options, words, {
        onPress: args => call('open', args).catch(() => {}),
        onIntent: entry => void (mayFetch(options) && door.load(entry, locale).then(dress, () => {})),
      }),
    )
    ;(door.parent ?? page('body')).append(host)
    emit('ready', {})
  }
  const ready = appear()
  // Whoever waits for it is told; nobody has to.
  ready.catch(() => {})

  const load = async (entry: Entry | undefined) => {
    const stage = await door.load(entry, locale)
    return async (waiting: Said) => {
      await ready
      signal.throwIfAborted()
      const app = stage.startApp({ options, doorbell: dress(stage), emit, setState: setterOf(state), watch, waiting })
      signal.onabort = app.dispose
      return app
    }
  }
  const resuming = isRunning(options)
  const call = createCall({ load, emit, resuming, signal })
  const soon = (resuming || isDue(options)) && later(() => call().catch(() => {}))

  const handle = toHandle(
    {
      ready,
      get state() {
        return { ...state }
      },
      show: async () => void (host.hidden = false),
      hide: async () => void (host.hidden = true),
      setTheme: async theme => void (host.dataset.theme = toOptions({ theme }).theme),
      on,
      push: (...fns) => fns.forEach(fn => guarded(() => fn(handle))),
      destroy() {
        clearTimeout(soon || 0)
        life.abort(new ZvonekError('destroyed', 'destroyed'))
        host.remove()
        door.onDestroy?.()
      },
    },
    call,
  )
  return handle
}

const setterOf = (state: WidgetState) => (change: Partial<WidgetState>) => Object.assign(state, change)

const unknown = ({ buttons }: Options) =>
  Object.fromEntries(buttons.map(entry => [entry, { state: 'unknown' as const }]))

/** A memory has no storage, and where reading is forbidden there is none either. */
const isRunning = ({ storage, scope }: Options) => {
  try {
    return window[`${storage}Storage` as 'localStorage'].getItem(`zvonek:${scope}:running`)
  } catch {
    return undefined
  }
}

/** It does something by itself; the app opens what a link with a number is for. */
const isDue = ({ connect, rules }: Options) => connect || rules || /#zvonek=/.test(location.href)

const mayFetch = ({ preload }: Options) =>
  preload && !(navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData

/** In a turn of its own, behind the first paint. Not by idle callbacks: Safari has none, and an element may have their name. */
const later = (fn: () => unknown) => setTimeout(fn)
