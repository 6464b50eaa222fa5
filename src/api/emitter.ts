import mitt from 'mitt'
import type { WidgetEvent, WidgetEvents } from './events.js'

type Type = keyof WidgetEvents
/** Hears events of the widget; what it throws is reported as any uncaught error of the page, and the others hear all the same. */
export type Listener<T extends keyof WidgetEvents> = (event: WidgetEvent<T>) => void

export interface Emitter {
  /** Listens; `*` means every event. Returns its undo. */
  on<T extends Type>(type: T | '*', fn: Listener<T>): () => void
  emit<T extends Type>(type: T, detail: WidgetEvents[T]): void
  /** What is listened to, from the first on, goes to `fn`: what there is to hear, stage 2 knows. */
  watch(fn: (type: string) => void): void
}

/** Whoever subscribes late still wants to know the last of these. One text, for its size: no other type is a part of it. */
const LASTING = 'ready availability'

/** Events of one widget. A listener that throws is reported as any uncaught error of the page, and harms nobody else. */
export const createEmitter = (): Emitter => {
  const bus = mitt<Record<string, WidgetEvent>>()
  const last = new Map<string, WidgetEvent>()
  const early: string[] = []
  let note = (type: string): unknown => early.push(type)
  let count = 0
  return {
    on(type, fn) {
      note(type)
      // mitt gives `*` the type first; either way the event comes last.
      let listener = (...args: unknown[]) => guarded(() => fn(args.at(-1) as Parameters<typeof fn>[0]))
      bus.on(type, listener)
      for (const event of last.values()) {
        if (type === '*' || type === event.type) queueMicrotask(() => listener(event))
      }
      return () => {
        bus.off(type, listener)
        listener = () => {}
      }
    },
    emit(type, detail) {
      const event = { ...detail, id: `${++count}`, at: Date.now(), type } as WidgetEvent
      if (LASTING.includes(type)) last.set(type, event)
      bus.emit(type, event)
    },
    watch(fn) {
      early.forEach(fn)
      note = fn
    },
  }
}

/** Runs a piece of the page; what it throws goes where the page's own errors go. */
export const guarded = (fn: () => void): void => {
  try {
    fn()
  } catch (error) {
    reportError(error)
  }
}
