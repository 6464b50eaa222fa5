import { readdirSync, readFileSync } from 'node:fs'

/** Names that code of ours looks up where the page, or what stands on it, may have put something of its own. */
export interface Lookups {
  /** Looked for on an object that lacks them, so that `Object.prototype` answers. */
  inherited: string[]
  /** Read of `document`, where an element of that name hides the platform's own. */
  document: string[]
  /** Read of `window`, where an element of that name stands when the platform has none. */
  window: string[]
}

/** Every word of the built widget: whatever name it looks up by a literal is among them. */
export const wordsOfWidget = (): string[] => {
  const chunks = readdirSync('dist/c').filter(name => /^(app|cs)-\w+\.js$/.test(name))
  const files = ['dist/zvonek.js', ...chunks.map(name => `dist/c/${name}`)]
  const words = files.flatMap(file => readFileSync(file, 'utf8').match(/[A-Za-z_$][\w$]*/g) ?? [])
  return [...new Set(words)].sort()
}

/**
 * Runs in the page before any other script: answers on `Object.prototype`, `document` and `window` in their owners' place
 * and notes what is asked by the widget, or by the platform on its behalf. It closes over nothing, since it travels as text.
 * @param words names to listen for; what platform functions look up in dictionaries is found out here.
 */
export const installLookups = (words: readonly string[]): void => {
  const page = document
  const heard = { inherited: new Set<string>(), document: new Set<string>(), window: new Set<string>() }
  Error.stackTraceLimit = 100
  /** Nobody on the stack means the platform, later. */
  const isOurs = () => {
    const callers = new Error().stack!.split('\n').slice(3)
    return !callers.length || callers.some(line => /\/zvonek\.js|\/c\/\w+-\w+\.js/.test(line))
  }
  let listening = true
  const hear = (target: unknown, name: string) => {
    // What is read here is not the widget's.
    if (!listening) return
    listening = false
    if (isOurs()) (target === page ? heard.document : target === window ? heard.window : heard.inherited).add(name)
    listening = true
  }
  const define = (target: object, name: string, property: PropertyDescriptor) =>
    Object.defineProperty(target, name, { __proto__: null, ...property } as PropertyDescriptor)
  const assign = (target: object, name: string, value: unknown) =>
    define(target, name, { value, writable: true, enumerable: true, configurable: true })

  /** What a platform function asks of a dictionary, it asks of `Object.prototype` where the dictionary lacks it. */
  const asked = new Set<string>()
  const listener = (target: object) =>
    new Proxy(target, {
      get: (known, name) => {
        if (typeof name === 'string') asked.add(name)
        return Reflect.get(known, name) as unknown
      },
      has: (known, name) => {
        if (typeof name === 'string') asked.add(name)
        return name in known
      },
    })
  const asking = listener(Object.create(null) as object)
  const element = page.createElement('div')
  for (const ask of [
    () => new Request('/', asking),
    () => element.addEventListener('x', () => {}, asking),
    () => element.attachShadow(listener({ mode: 'open' }) as ShadowRootInit),
    () => element.focus(asking),
    () => element.scrollTo(asking),
    () => element.scrollIntoView(asking),
    () => element.getAnimations(asking),
    () => new CustomEvent('x', asking),
    () => new Intl.DateTimeFormat('en', asking),
    () => new Intl.NumberFormat('en', asking),
    () => new Intl.PluralRules('en', asking),
    () => new Intl.ListFormat('en', asking),
    () => new TextDecoder('utf-8', asking),
    () => new CSSStyleSheet(asking),
    () => requestIdleCallback(() => {}, asking),
    () => structuredClone(1, asking),
    () => page.createElement('b', asking),
    () => Object.defineProperty({}, 'x', asking),
    () => JSON.stringify(asking),
    () => Promise.resolve(asking),
    () => `${asking as unknown as string}`,
  ])
    try {
      ask()
    } catch {
      // What it asked for before it gave up is noted.
    }

  for (const name of new Set([...words, ...asked]))
    if (!Object.hasOwn(Object.prototype, name))
      define(Object.prototype, name, {
        configurable: true,
        get(this: unknown) {
          hear(this, name)
        },
        set(this: object, value) {
          assign(this, name, value)
        },
      })

  const listen = (target: object) => {
    for (const [name, { get, set, value, configurable, enumerable }] of Object.entries(
      Object.getOwnPropertyDescriptors(target),
    ))
      if (configurable && name !== 'constructor')
        define(target, name, {
          configurable,
          enumerable,
          get(this: unknown) {
            if (!this || this === window || this === page) hear(this ?? window, name)
            return get ? (get.call(this) as unknown) : (value as unknown)
          },
          set(this: object, next) {
            if (set) set.call(this, next)
            else if (!get) assign(this, name, next)
          },
        } as PropertyDescriptor)
  }
  for (const kind of [HTMLDocument, Document, Node, EventTarget]) listen(kind.prototype)
  listen(window)

  window.zvonekTestLookups = () => ({
    inherited: [...heard.inherited].sort(),
    document: [...heard.document].sort(),
    window: [...heard.window].sort(),
  })
}
