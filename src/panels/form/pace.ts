import { QUICKEST } from '../../core/form.js'

/** What a backend tells a person from a program by. */
export interface Filled {
  /** Ms from the form's first paint. */
  took: number
  /** What stood in the field that nobody sees. */
  trap?: string
}

/**
 * A form that was filled in before a reload may be sent at once, but not sooner than a person could: so whoever is quick
 * waits a moment, and loses nothing.
 */
export const createPace = () => {
  let trap = ''
  let since = Date.now()
  let soon: ReturnType<typeof setTimeout> | undefined
  return {
    onTrap: (text: string) => (trap = text),
    /** Delivers when a person could have filled it in; what was to be delivered before is not. */
    send: (deliver: (filled: Filled) => void) => {
      clearTimeout(soon)
      soon = setTimeout(
        () => {
          const filled = { took: Date.now() - since, ...(trap && { trap }) }
          trap = ''
          deliver(filled)
        },
        Math.max(0, since + QUICKEST - Date.now()),
      )
    },
    /** Another form stands there. */
    again: () => (since = Date.now()),
    dispose: () => clearTimeout(soon),
  }
}
