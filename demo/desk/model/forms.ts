import { signal, type ReadonlySignal } from '@preact/signals-core'
import type { DeskEvent, DeskForm } from '../../protocol/desk.js'
import type { Talk } from './model.js'

/** Forms that may be sent into conversations, as the backend told them. */
export const createForms = () => {
  const all = signal<readonly DeskForm[]>([])
  return {
    all: all as ReadonlySignal<readonly DeskForm[]>,
    take: (event: DeskEvent): void => {
      // None are told where there are none.
      if (event.type === 'hello') all.value = []
      if (event.type === 'forms.changed') all.value = event.forms
    },
  }
}

/** Those that a conversation may be asked by now: who writes by a messenger has nothing to fill in. */
export const formsFor = (
  forms: readonly DeskForm[],
  { client, open, session }: Pick<Talk, 'client' | 'open' | 'session'>,
): readonly DeskForm[] =>
  open && client?.channel === undefined ? forms.filter(({ widget }) => widget === session.widget) : []
