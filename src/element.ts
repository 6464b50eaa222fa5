import { boot } from './boot.js'
import type { WidgetEvent } from './api/events.js'
import type { Handle } from './api/handle.js'
import { toOptions, withBackend, type Theme, type WidgetOptions } from './api/options.js'

export type { Handle, WidgetOptions }

/** A widget as an element: attributes in, events out. */
export interface ZvonekElement extends HTMLElement {
  /** The widget's handle while the element is on the page. */
  readonly widget: Handle | undefined
  /** What attributes cannot say, such as `transport`; attributes win. Setting it makes the widget anew. */
  options: WidgetOptions
}

/**
 * Registers `<zvonek-widget>`. Its attributes are the options `server widget buttons lang position theme title brand scope
 * storage preload connect asks consent`; `lang` and `theme` change live, the others make the widget anew. Every event of the widget
 * bubbles from the element as a `CustomEvent` with the event as its `detail`: `message` as `zvonek-message`,
 * `session.ended` as `zvonek-session-ended`. Registering twice is harmless.
 *
 * @example
 * defineElement()
 * document.querySelector('zvonek-widget').addEventListener('zvonek-message', event => console.log(event.detail.message))
 */
export const defineElement = (name = 'zvonek-widget'): void => {
  if (!customElements.get(name)) customElements.define(name, createClass())
}

const LIVE = ['lang', 'theme']
const OTHERS = [
  'server',
  'widget',
  'buttons',
  'position',
  'title',
  'brand',
  'scope',
  'storage',
  'preload',
  'connect',
  'asks',
  'consent',
]

/** Made when it is wanted, since without a page there is no HTMLElement to extend. */
const createClass = () =>
  class extends HTMLElement implements ZvonekElement {
    static readonly observedAttributes = [...LIVE, ...OTHERS]
    #handle: Handle | undefined
    #options: WidgetOptions = {}
    #stale = false
    /** It is on the page, and what its attributes say counts. */
    #here = false

    get widget() {
      return this.#handle
    }
    get options() {
      return this.#options
    }
    set options(options) {
      this.#options = options
      this.#renew()
    }

    connectedCallback() {
      // A framework may have set it before this class was there to see.
      const early = Object.getOwnPropertyDescriptor(this, 'options')
      if (early) {
        Reflect.deleteProperty(this, 'options')
        this.#options = early.value as WidgetOptions
      }
      this.#here = true
      this.#handle ??= this.#create()
    }
    /** Moving an element is leaving and coming at once: a conversation lives through it. */
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected) return
        this.#here = false
        this.#destroy()
      })
    }
    attributeChangedCallback(name: string, before: string | null, value: string | null) {
      if (before === value) return
      const handle = value ? this.#handle : undefined
      if (handle && name === 'lang') handle.setLocale(value!).catch(() => {})
      else if (handle && name === 'theme') handle.setTheme(value as Theme).catch(console.error)
      else this.#renew()
    }

    #create() {
      const handle = boot(withBackend(toOptions(this.#options, saidBy(this))), { ...files, parent: this })
      handle.on('*', event => forward(this, event))
      return handle
    }
    #destroy() {
      this.#handle?.destroy()
      this.#handle = undefined
    }
    /** Several changes in a row are one. Also where there was no widget, since what was said before was wrong. */
    #renew() {
      if (!this.#here || this.#stale) return
      this.#stale = true
      queueMicrotask(() => {
        this.#stale = false
        this.#destroy()
        if (this.isConnected) this.#handle = this.#create()
      })
    }
  }

/** What the attributes of an element say that are options. */
const saidBy = (element: HTMLElement) => {
  const names = element.getAttributeNames().filter(name => [...LIVE, ...OTHERS].includes(name))
  return Object.fromEntries(names.map(name => [name, element.getAttribute(name)]))
}

const forward = (element: HTMLElement, event: WidgetEvent) => {
  const type = `zvonek-${event.type.replace('.', '-')}`
  element.dispatchEvent(new CustomEvent(type, { detail: event, bubbles: true, composed: true }))
}

const LANGUAGES: Readonly<Record<string, () => Promise<typeof import('./i18n/cs.js')>>> = {
  cs: () => import('./i18n/cs.js'),
}
const files = {
  onDestroy: undefined,
  load: async () => {
    const parts = await Promise.all([import('./app.js'), import('./launcher/doorbell.js')])
    return { startApp: parts[0].startApp, createDoorbell: parts[1].createDoorbell }
  },
  words: async (locale: string) => (await LANGUAGES[locale]!()).default.launcher,
}
