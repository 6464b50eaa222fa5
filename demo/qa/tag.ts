/** The widget as a site owner has it: one script tag, and the queue in front of it. */
import type { Handle, WidgetEvent } from '../../src/index.js'
import { toTagOptions, type Choices } from './choices.js'

type Queue = ((handle: Handle) => void)[]

export interface Tag {
  /** Takes the widget off, if there is one, and puts a new tag on the page. */
  load(choices: Choices): Promise<void>
  /** The widget's handle, once its script has run. */
  handle(): Handle | undefined
}

/** @param onEvent hears every public event of every widget made. */
export const createTag = (onEvent: (event: WidgetEvent) => void): Tag => {
  let before = Promise.resolve()
  let tag: HTMLScriptElement | undefined

  const handle = (): Handle | undefined => {
    const there = Reflect.get(window, 'zvonek') as Handle | Queue | undefined
    return Array.isArray(there) ? undefined : there
  }

  const load = async (choices: Choices): Promise<void> => {
    handle()?.destroy()
    tag?.remove()
    const queue: Queue = [widget => widget.on('*', onEvent)]
    Reflect.set(window, 'zvonek', queue)
    const script = (tag = document.createElement('script'))
    script.async = true
    script.src = `/zvonek.js?${new URLSearchParams({ widget: choices.widget ?? 'main' }).toString()}`
    const options = toTagOptions(choices)
    if (Object.keys(options).length) script.dataset.options = JSON.stringify(options)
    await new Promise((resolve, reject) => {
      script.onload = resolve
      script.onerror = reject
      document.body.append(script)
    })
  }

  return {
    handle,
    load: choices => {
      const next = before.then(() => load(choices))
      // One that failed is told to whoever asked for it; the next one is another try.
      before = next.catch(() => {})
      return next
    },
  }
}
