import { computed, type ReadonlySignal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import { fill, wordsOf } from '../../i18n/format.js'
import type { Availability } from '../../protocol/entities.js'
import type { FormField } from '../../protocol/form.js'
import { own } from '../../protocol/own.js'
import type { View } from '../chat/view.js'
import type { Parts } from '../form/index.js'
import { toSaid } from './words.js'

/** Departments to choose from, as they stand now: one where nobody is stays there, and says so. */
export interface Choice {
  /** The field of them that counts, while the form has one. */
  readonly field: ReadonlySignal<FormField | undefined>
  /** How the one that is chosen stands, while no chat can begin there; else empty. */
  readonly shut: ReadonlySignal<string>
  /** The same, with what can be done next. */
  readonly told: ReadonlySignal<string>
  /** The one that is chosen, or all, and how they stand; empty while no chat can begin there, or nobody knows. */
  readonly open: ReadonlySignal<string>
  /** A field as it is drawn now. */
  seen(field: FormField): FormField
}

export const createChoice = (view: View, parts: Parts, model: ReadonlySignal<FormModel | undefined>): Choice => {
  const { availability, groups, can } = view.conversation
  const say = () => toSaid(view, parts).say
  const stateOf = (value: string) => groups.value?.[value]
  const sayState = ({ state, reason, at }: Availability) => {
    const { shut, openAt, busy } = say()
    if (state === 'busy') return busy
    if (state !== 'offline') return undefined
    return at ? fill(openAt, { time: parts.sayTime(view.locale.value, at) }) : (wordsOf(shut, reason) ?? shut.hours)
  }
  const field = computed(() => model.value?.fields.value.find(({ group }) => group))
  const chosen = computed(() => model.value?.values.value[field.value?.name ?? ''] ?? '')
  const open = computed(() => {
    const state = (field.value ? stateOf(chosen.value) : availability.value.webchat)?.state ?? 'offline'
    return state === 'offline' ? '' : `${chosen.value} ${state}`
  })
  const shut = computed(() => {
    const { value } = chosen
    const now = stateOf(value)
    if (now?.state !== 'offline') return ''
    const name = field.value?.options?.find(one => one.value === value)?.label ?? value
    return `${name}: ${sayState(now)}.`
  })
  const told = computed(() => {
    const { orLeave, elsewhere } = say()
    return shut.value && `${shut.value} ${can('letters') ? orLeave : elsewhere}`
  })
  return {
    ...{ field, shut, told, open },
    seen: one => {
      if (!one.group) return one
      const options = one.options?.map(option => {
        const now = stateOf(option.value)
        const note = now && sayState(now)
        return note ? own({ ...option, note }) : option
      })
      const hint = (one.name === field.value?.name && told.value) || one.hint
      return own({ ...one, ...(options && { options }), ...(hint && { hint }) })
    },
  }
}
