import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import { remember } from '../../core/remember.js'
import { own } from '../../protocol/own.js'
import type { FormField, FormValues } from '../../protocol/form.js'
import type { KeyStore } from '../../protocol/ports.js'

/** One thing that was given elsewhere, and belongs to the letter. */
export interface Extra {
  /** Key of the value. */
  name: string
  value: string
  /** What it is called; the number to be called has its name in every language. */
  label?: string
  /** The value in words, where those differ. */
  text?: string
  /** The field that it was put into: from then on it is the visitor's. */
  placed?: string
}

/** What goes with a letter: into a field where there is one for it, else beside the form, and lost in neither case. */
export interface Along {
  /** What the form of now has no field for, or one that is filled in. */
  readonly shown: ReadonlySignal<readonly Extra[]>
  /** The same as values of the letter. */
  values(): FormValues
  /** More of it; what has the same name gives way, but for a number to be called. */
  add(extras: readonly Extra[]): void
  /** A letter comes back: what was in it and has no field stands beside the form again. */
  restore(values: FormValues): void
  /** It has gone. */
  forget(): void
  dispose(): void
}

const KEY = 'along'

export const createAlong = (store: KeyStore, model: ReadonlySignal<FormModel>): Along => {
  const all = signal<readonly Extra[]>(readKept(store.get(KEY)))
  const known = new Map(all.peek().map(one => [one.name, one]))
  const put = (next: readonly Extra[]) => {
    for (const one of next) known.set(one.name, one)
    all.value = next
    remember(store, KEY, next.length ? JSON.stringify(next) : '')
  }
  const shown = computed(() =>
    all.value.filter(({ name, placed }) => {
      const to = placeOf(model.value, name)
      return !to || to.name !== placed
    }),
  )
  const place = (form: FormModel) => {
    const next = all.peek().map(one => {
      const to = placeOf(form, one.name)
      if (!to || to.name === one.placed || isTaken(form, to, one)) return one
      form.set(to.name, one.value)
      return own({ ...one, placed: to.name })
    })
    if (next.some((one, at) => one !== all.peek()[at])) put(next)
  }
  // A field that is emptied is none that has come: nothing jumps into it.
  const places = computed(() => all.value.map(({ name }) => placeOf(model.value, name)?.name).join('\n'))
  const undo = effect(() => {
    const form = model.value
    void places.value
    if (all.value.length) untracked(() => place(form))
  })
  /** What was put into a field once is not put there again; where nobody has touched it, other words take its place. */
  const asPlaced = (one: Extra): Extra => {
    const { placed, value } = known.get(one.name) ?? {}
    if (placed && value === one.value) return own({ ...one, placed })
    const form = model.peek()
    if (placed && form.values.peek()[placed] === value) form.set(placed, '')
    return one
  }
  return {
    shown,
    values: () => Object.fromEntries(shown.peek().map(one => toValue(model.peek(), one))),
    add: extras => {
      const called = all.peek().filter(({ label }) => label === undefined)
      put([...called, ...extras.filter(({ name }) => !called.some(one => one.name === name)).map(asPlaced)])
    },
    restore: values =>
      put(
        Object.keys(values)
          .filter(name => !isIn(model.peek(), name))
          .map(name => own<Extra>({ ...(known.get(name) ?? labelled(name)), name, value: values[name] ?? '' })),
      ),
    forget: () => {
      for (const one of known.values()) delete one.placed
      put([])
    },
    dispose: undo,
  }
}

/** Where nobody knows any more what it was called. */
const labelled = (name: string) => (name === 'phone' ? {} : { label: name })

/** A number has its place in whatever asks for one; what is hidden is not sent, and is no place. */
const placeOf = ({ fields }: FormModel, name: string) =>
  fields.value.find(field => field.name === name || (name === 'phone' && field.type === 'phone'))

const isIn = ({ fields }: FormModel, name: string) => fields.peek().some(field => field.name === name)

/** Beside a field of the same name it goes by what it is called, in words. */
const toValue = (form: FormModel, { name, value, label, text = value }: Extra): [string, string] =>
  isIn(form, name) ? [`${label} (${name})`, text] : [name, value]

/** Only the number to be called comes before what the visitor has filled in. */
const isTaken = ({ values }: FormModel, to: FormField, { value, label }: Extra) => {
  const there = values.peek()[to.name]
  return there && there !== to.value && there !== value && label !== undefined
}

const readKept = (kept = ''): Extra[] => {
  try {
    const list: unknown = JSON.parse(kept || '[]')
    return Array.isArray(list) ? list.map(one => own(Object(one) as Extra)).filter(isExtra) : []
  } catch {
    return []
  }
}

const isExtra = ({ name, value, label = '', text = '' }: Extra) =>
  [name, value, label, text].every(one => typeof one === 'string')
