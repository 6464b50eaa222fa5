/** What the probe can wait for on a page. */
export type Sight = 'page' | 'buttons' | 'chat' | 'words'

export interface Probe {
  /** Long tasks so far: start (ms since 1970) and length (ms). */
  readonly long: readonly (readonly [start: number, length: number])[]
  /** Moment (ms since 1970, from the event itself) of the last press of a pointer or a key. */
  readonly pressed: number
  /** Sum of the layout shifts that nobody's press caused. */
  readonly shifted: number
  /** Resolves with the moment (ms since 1970) at which the frame that shows it first was painted. */
  seen(sight: Sight, words?: string): Promise<number>
  /** Where something that is seen stands. */
  boxOf(sight: Sight): { x: number; y: number }
}

declare global {
  interface Window {
    bench: Probe
  }
}

/** Runs in the page before its own scripts; it must not name anything outside itself. */
export const installProbe = (): void => {
  const long: [number, number][] = []
  let pressed = 0
  let shifted = 0
  const since = performance.timeOrigin
  const root = () => document.querySelector('zvonek-host')?.shadowRoot
  const isSeen = (element: Element | null | undefined) => {
    const box = element?.getBoundingClientRect()
    return !!box && box.width > 8 && box.height > 8 && box.top < innerHeight && box.left < innerWidth && box.bottom > 0
  }
  const opacity = (element: Element | null | undefined): number =>
    element ? Number(getComputedStyle(element).opacity) * opacity(element.parentElement) : 1
  const find: Record<Sight, (words: string) => Element | null | undefined> = {
    page: () => document.querySelector('h1'),
    buttons: () => root()?.querySelector('button'),
    // Where writing starts, and it has the focus already.
    chat: () => {
      const field = root()?.querySelector('textarea')
      return field === root()?.activeElement ? field : undefined
    },
    words: words => {
      const last = [...(root()?.querySelectorAll('[part=bubble]') ?? [])].at(-1)
      return last?.textContent.includes(words) ? last : undefined
    },
  }
  const seen: Probe['seen'] = (sight, words = '') =>
    new Promise(resolve => {
      const { port1, port2 } = new MessageChannel()
      // A message's task comes after the frame was made.
      port1.onmessage = () => {
        port1.close()
        resolve(since + performance.now())
      }
      const look = () => {
        const found = find[sight](words)
        if (isSeen(found) && opacity(found) > 0.1) port2.postMessage(0)
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })

  new PerformanceObserver(list => {
    for (const { startTime, duration } of list.getEntries()) long.push([since + startTime, duration])
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver(list => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) shifted += entry.value
  }).observe({ type: 'layout-shift', buffered: true })
  for (const type of ['pointerdown', 'keydown'])
    addEventListener(type, ({ timeStamp }) => (pressed = since + timeStamp), true)

  window.bench = {
    long,
    get pressed() {
      return pressed
    },
    get shifted() {
      return shifted
    },
    seen,
    boxOf: sight => {
      const { x, y, width, height } = find[sight]('')?.getBoundingClientRect() ?? new DOMRect()
      return { x: x + width / 2, y: y + height / 2 }
    },
  }
}
