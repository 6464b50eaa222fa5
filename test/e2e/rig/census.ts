/** What code leaves on a page: empty lists, and nodes and globals as without it, are the promise of `destroy()`. */
export interface Traces {
  /** Every element with its attributes, in order. */
  nodes: string[]
  /** On window, document, media queries and whatever else outlives a node. */
  listeners: string[]
  timers: string[]
  globals: string[]
  /** Style sheets adopted by the document. */
  sheets: number
}

/**
 * Runs in the page before any other script: counts listeners and timers by standing in front of the platform's own
 * functions. It closes over nothing, since it travels as text.
 */
export const installCensus = (): void => {
  interface Listening {
    target: EventTarget
    type: string
    listener: unknown
    capture: boolean
  }
  const listening = new Set<Listening>()
  const timers = new Map<string, string>()
  const touched: string[] = []

  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype
  const captures = (options: unknown) =>
    typeof options === 'object' ? !!(options as { capture?: boolean } | null)?.capture : !!options
  const find = (wanted: Listening) =>
    [...listening].find(one => (Object.keys(wanted) as (keyof Listening)[]).every(key => one[key] === wanted[key]))
  const forget = (wanted: Listening) => {
    const found = find(wanted)
    if (found) listening.delete(found)
  }
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window
    const { signal, once } = typeof options === 'object' ? options : {}
    const entry = { target, type, listener, capture: captures(options) }
    if (listener && !signal?.aborted && !find(entry)) {
      listening.add(entry)
      if (signal) add.call(signal, 'abort', () => forget(entry))
      if (once) add.call(target, type, () => forget(entry), { once, capture: entry.capture })
    }
    return add.call(target, type, listener, options)
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window
    forget({ target, type, listener, capture: captures(options) })
    return remove.call(target, type, listener, options)
  }

  const watch = (
    start: 'setTimeout' | 'setInterval' | 'requestAnimationFrame' | 'requestIdleCallback',
    stop: string,
  ) => {
    const page = window as unknown as Record<string, (...args: unknown[]) => number>
    const [begin, end] = [page[start], page[stop]]
    page[start] = (fn, ...rest) => {
      const run = (...args: unknown[]) => {
        if (start !== 'setInterval') timers.delete(`${stop} ${id}`)
        return (fn as (...args: unknown[]) => unknown)(...args)
      }
      const id = begin!.call(window, run, ...rest)
      timers.set(`${stop} ${id}`, `${start}(${rest.join()})`)
      return id
    }
    page[stop] = id => {
      timers.delete(`${stop} ${String(id)}`)
      return end!.call(window, id)
    }
  }
  watch('setTimeout', 'clearTimeout')
  watch('setInterval', 'clearInterval')
  watch('requestAnimationFrame', 'cancelAnimationFrame')
  watch('requestIdleCallback', 'cancelIdleCallback')

  for (const verb of ['getItem', 'setItem', 'removeItem', 'clear', 'key'] as const) {
    const own = Storage.prototype[verb] as (...args: unknown[]) => never
    Storage.prototype[verb] = function (this: Storage, ...args: unknown[]) {
      touched.push(`${verb} ${String(args[0])}`)
      return own.apply(this, args)
    }
  }

  /** A listener on a node dies with the node, and one on a signal with the signal. */
  const outlives = ({ target }: Listening) =>
    target instanceof Node ? target.isConnected : !(target instanceof AbortSignal || target instanceof MessagePort)
  const describe = (element: Element) =>
    [element.localName, ...Array.from(element.attributes, ({ name, value }) => `${name}=${value}`)].join(' ')
  const handlers = () =>
    [window, document].flatMap(target =>
      Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(target) as object))
        .filter(key => key.startsWith('on') && target[key as keyof typeof target])
        .map(key => `${target.constructor.name}.${key}`),
    )

  window.zvonekTestTouched = () => touched
  window.zvonekTestTraces = () => ({
    nodes: Array.from(document.querySelectorAll('*'), describe),
    listeners: [
      ...[...listening].filter(outlives).map(({ target, type }) => `${target.constructor.name} ${type}`),
      ...handlers(),
    ].sort(),
    timers: [...timers.values()].sort(),
    globals: Object.getOwnPropertyNames(window).sort(),
    sheets: document.adoptedStyleSheets.length,
  })
}
