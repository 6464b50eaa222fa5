import { signal, type ReadonlySignal } from '@preact/signals'
import type { Finding, Handle } from '../../src/index.js'
import { words } from './words.js'

export interface Diagnosis {
  /** What `diagnose()` has found last. */
  readonly findings: ReadonlySignal<readonly Finding[]>
  /** How far it is. */
  readonly note: ReadonlySignal<string>
  run(): void
}

/** Asks the widget why it does not work. @param handle the widget of now */
export const createDiagnosis = (handle: () => Handle | undefined): Diagnosis => {
  const findings = signal<readonly Finding[]>([])
  const note = signal('')
  let turn = 0
  const show = (found: readonly Finding[], said: string) => {
    findings.value = found
    note.value = said
  }
  return {
    findings,
    note,
    run: () => {
      const mine = ++turn
      const asked = handle()
      if (!asked) return show([], words.notLoaded)
      show([], words.diagnosing)
      asked.diagnose().then(
        found => mine === turn && show(found, found.length ? '' : words.allWell),
        (error: Error) => mine === turn && show([], error.message),
      )
    },
  }
}
