import type { StartApp } from './api/app.js'
import { createCall } from './api/calls.js'
import { createEmitter, guarded } from './api/emitter.js'
import { ZvonekError } from './api/errors.js'
import type { WidgetState } from './api/events.js'
import { toHandle, type Handle } from './api/handle.js'
import type { Entry, LauncherWords, Options } from './api/options.js'
import { createLauncher, toSide } from './launcher/launcher.js'
import { createTheme } from './launcher/theme.js'
import { chooseLocale, isAtHand } from './launcher/words.js'

/** What a door brings: the ways to the files it shipped with. */
export interface Door {
  /** Fetches the app, and with it the panel of `entry` and the language. Fetches only: nothing starts. */
  load(entry: Entry | undefined, locale: string): Promise<StartApp>
  /** Fetches the launcher's words of a language that is not in this file. */
  words(locale: string): Promise<LauncherWords>
  /** Where the widget goes; default: the body, as soon as there is one. */
  parent?: Element
  onDestroy?(): void
}

/**
 * Stage 1: from options to buttons that can be pressed, and the handle. Before the visitor or the page acts it stores
 * nothing and connects to nothing; it reads one thing, our own mark that a conversation runs.
 */
export const boot = (options: Options, door: Door): Handle => {
  const life = new AbortController()
  const { signal } = life
  const { emit, on } = createEmitter()
  let state: WidgetState = { connection: 'idle', availability: unknown(options), unread: 0 }
  const setState = (change: Partial<WidgetState>) => {
    state = { ...state, ...change }
  }

  const load = (entry: Entry | undefined) => door.load(entry, options.lang ?? 'en')
  const doorbell = createLauncher(options, {
    onPress: entry => call('open', [entry]).catch(() => {}),
    onIntent: entry => void (options.preload && !savesData() && load(entry).catch(() => {})),
  })
  const { host } = doorbell
  const call = createCall({ options, doorbell, emit, setState }, load, signal)
  const setTheme = createTheme(host, options.theme, signal)
  if (options.connect || isRunning(options)) whenIdle(() => call().catch(() => {}))

  const appear = async () => {
    const locale = (options.lang = chooseLocale(options.lang))
    // Buttons in English are better than none.
    doorbell.setWords(isAtHand(locale, options) ? {} : await door.words(locale).catch(() => ({})), locale)
    while (!document.body) await new Promise(requestAnimationFrame)
    signal.throwIfAborted()
    host.dataset.side = toSide(options.position)
    ;(door.parent ?? document.body).append(host)
    emit('ready', {})
  }
  const ready = appear()
  // Whoever waits for it is told; nobody has to.
  ready.catch(() => {})

  const handle = toHandle(
    {
      ready,
      get state() {
        return { ...state }
      },
      show: async () => void (host.hidden = false),
      hide: async () => void (host.hidden = true),
      setTheme: async theme => setTheme(theme),
      on,
      push: (...fns) => fns.forEach(fn => guarded(() => fn(handle))),
      destroy() {
        life.abort(new ZvonekError('destroyed', 'zvonek: this widget is destroyed'))
        host.remove()
        door.onDestroy?.()
      },
    },
    call,
  )
  return handle
}

const unknown = ({ buttons }: Options) =>
  Object.fromEntries(buttons.map(entry => [entry, { state: 'unknown' as const }]))

const isRunning = ({ storage, scope }: Options) => {
  try {
    return storage !== 'memory' && !!window[`${storage}Storage`].getItem(`zvonek:${scope}:running`)
  } catch {
    return false
  }
}

const savesData = () => (navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData

/** Safari has no idle callbacks. */
const whenIdle = (fn: () => void) => (window.requestIdleCallback ?? setTimeout)(fn)
