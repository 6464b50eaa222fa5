import { effect, untracked } from '@preact/signals-core'

/** Runs `act` now and at every change of what `read` reads, and of nothing that `act` happens to look at. Returns its undo. */
export const react = <T>(read: () => T, act: (value: T) => void): (() => void) =>
  effect(() => {
    const value = read()
    untracked(() => act(value))
  })
