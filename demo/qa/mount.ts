import type { Handle, WidgetEvent } from '../../src/index.js'
import type { Choices } from './choices.js'

/** A widget on the page. */
export interface Mounted {
  /** Undefined until its script has run. */
  handle(): Handle | undefined
  remove(): void
}

/** A way to put one there; `onEvent` hears every public event. */
export type Mount = (choices: Choices, onEvent: (event: WidgetEvent) => void) => Promise<Mounted>

export interface Stage {
  /** Takes the widget off, if there is one, and puts another there. */
  load(mount: Mount, choices: Choices): Promise<void>
  handle(): Handle | undefined
}

/** One widget after another, whatever is pressed meanwhile. */
export const createStage = (onEvent: (event: WidgetEvent) => void): Stage => {
  let before = Promise.resolve()
  let mounted: Mounted | undefined
  const load = async (mount: Mount, choices: Choices): Promise<void> => {
    mounted?.remove()
    mounted = undefined
    mounted = await mount(choices, onEvent)
  }
  return {
    handle: () => mounted?.handle(),
    load: (mount, choices) => {
      const next = before.then(() => load(mount, choices))
      // One that failed is told to whoever asked for it; the next one is another try.
      before = next.catch(() => {})
      return next
    },
  }
}
