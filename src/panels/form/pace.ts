import { signal } from '@preact/signals'
import { QUICKEST } from '../../core/form.js'
import type { PanelOptions } from '../panel.js'

/** What a backend tells a person from a program by. */
export interface Filled {
  /** Ms from the form's first paint. */
  took: number
  /** What stood in the field that nobody sees. */
  trap?: string
  /** What a check of the site's own gave. */
  check?: string
}

/**
 * A form that was filled in before a reload may be sent at once, but not sooner than a person could: so whoever is quick
 * waits a moment. Then the site's own check is asked, if there is one; when it fails, the form is there as it was.
 */
export const createPace = ({ check }: Pick<PanelOptions, 'check'>, form: string) => {
  const isUnchecked = signal(false)
  const isBusy = signal(false)
  let trap = ''
  let since = Date.now()
  let soon: ReturnType<typeof setTimeout> | undefined
  let isOver = false

  const ask = async (): Promise<Filled> => {
    const token = await check()?.({ form })
    return {
      took: Date.now() - since,
      ...(trap && { trap }),
      ...(token !== undefined && { check: `${token as string}` }),
    }
  }
  const settle = (isFailed: boolean) => {
    isBusy.value = false
    isUnchecked.value = isFailed
  }
  return {
    /** The last check did not come to an end. */
    isUnchecked,
    /** A form is on its way to be delivered. */
    isBusy,
    onTrap: (text: string) => (trap = text),
    /** Delivers once, when a person could have filled it in and the check has nothing against it. */
    send: (deliver: (filled: Filled) => void) => {
      if (isBusy.peek()) return
      isBusy.value = true
      const go = () =>
        ask().then(
          filled => {
            if (isOver) return
            trap = ''
            settle(false)
            deliver(filled)
          },
          (error: unknown) => {
            console.warn('zvonek: check', error)
            settle(true)
          },
        )
      soon = setTimeout(() => void go(), Math.max(0, since + QUICKEST - Date.now()))
    },
    /** Another form stands there. */
    again: () => (since = Date.now()),
    dispose: () => {
      isOver = true
      clearTimeout(soon)
    },
  }
}
