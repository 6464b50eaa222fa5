import { batch, computed, signal, type ReadonlySignal } from '@preact/signals-core'
import type { Form, FormField, FormValues } from '../protocol/form.js'
import type { KeyStore } from '../protocol/ports.js'
import { own } from '../protocol/own.js'
import { checkField, isSilent, type FieldFault } from '../protocol/form-check.js'
import { visibleFields } from '../protocol/form-visible.js'
import { remember } from './remember.js'

/** A form while somebody fills it in; what is typed is kept until it is sent. */
export interface FormModel {
  readonly form: Form
  /** Fields that are there now. */
  readonly fields: ReadonlySignal<readonly FormField[]>
  readonly values: ReadonlySignal<FormValues>
  /** By name of the field; absent while it is right or not looked at yet. */
  readonly faults: ReadonlySignal<Readonly<Record<string, FieldFault>>>
  set(name: string, value: string): void
  /** Focus has left a field: what is filled in is looked at, what is empty may still come. */
  leave(name: string): void
  /** Looks at everything. Gives the values when all is right, else shows what is wrong. */
  submit(): FormValues | undefined
  /** It was sent: nothing of it stays. */
  clear(): void
}

/** Who fills in a whole form in less (ms) is no person; backends refuse it. */
export const QUICKEST = 2_000

export interface FormOptions {
  form: Form
  store: KeyStore
  /** Parameters that may stand in fields at first. */
  params?: FormValues
}

export const createForm = ({ store, params = {}, ...options }: FormOptions): FormModel => {
  const form = { ...options.form, fields: options.form.fields.map(ownField) }
  const key = `form:${form.id}`
  const first = firstValues(form, params)
  const values = signal<FormValues>(own({ ...first, ...readDraft(form, store.get(key)) }))
  const faults = signal<Readonly<Record<string, FieldFault>>>(own({}))
  const fields = computed(() => visibleFields(form.fields, values.value))

  const look = (looked: readonly FormField[]) => {
    const wrong: Record<string, FieldFault> = own(faults.value)
    for (const field of looked) {
      const fault = checkField(field, values.value[field.name] ?? '')
      if (fault) wrong[field.name] = fault
      else delete wrong[field.name]
    }
    faults.value = wrong
  }
  const named = (name: string) => fields.value.filter(field => field.name === name)

  return {
    form,
    fields,
    values,
    faults,
    set: (name, value) =>
      batch(() => {
        values.value = own({ ...values.value, [name]: value })
        remember(store, key, JSON.stringify(values.value))
        // Who mends an error sees it go at once; who is still typing sees no new one.
        if (faults.value[name]) look(named(name))
      }),
    leave: name => {
      if (values.value[name]?.trim()) look(named(name))
    },
    submit: () => {
      faults.value = own({})
      look(fields.value)
      if (Object.keys(faults.value).length) return undefined
      const filled = Object.fromEntries(
        fields.value.flatMap(field => {
          const given = values.value[field.name]?.trim()
          // Of files, the draft knows more than their ids.
          return given && !isSilent(field)
            ? [[field.name, field.type === 'file' ? given.replace(/ .*/g, '') : given]]
            : []
        }),
      )
      return own<FormValues>(filled)
    },
    clear: () =>
      batch(() => {
        remember(store, key, '')
        values.value = own(first)
        faults.value = own({})
      }),
  }
}

/** What a field does not say, nothing on the page says for it. */
const ownField = (field: FormField): FormField => {
  const { showIf, options, ...rest } = own(field)
  return own({ ...rest, ...(showIf && { showIf: showIf.map(own) }), ...(options && { options: options.map(own) }) })
}

const firstValues = ({ fields }: Form, params: FormValues): FormValues =>
  pick(fields, ({ param, value }) => (param !== undefined && Object.hasOwn(params, param) ? params[param] : value))

/** What was typed before a reload, of the fields that there still are. */
const readDraft = ({ fields }: Form, kept: string | undefined): FormValues => {
  try {
    const values = Object(JSON.parse(kept ?? '{}')) as Record<string, unknown>
    return pick(fields, ({ name }) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined
      return typeof value === 'string' ? value : undefined
    })
  } catch {
    return {}
  }
}

const pick = (fields: readonly FormField[], value: (field: FormField) => string | undefined): FormValues =>
  Object.fromEntries(
    fields.flatMap(field => {
      const found = value(field)
      // Nobody has agreed before they have.
      return found === undefined || field.type === 'consent' ? [] : [[field.name, found]]
    }),
  )
