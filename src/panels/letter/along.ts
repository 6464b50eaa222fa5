import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { FormModel } from '../../core/form.js'
import { remember } from '../../core/remember.js'
import { own } from '../../protocol/own.js'
import type { FormValues } from '../../protocol/form.js'
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
  /** What the form of now has no field for. */
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
  const shown = computed(() => all.value.filter(({ name }) => !placeOf(model.value, name)))
  const place = (form: FormModel) => {
    const next = all.peek().map(one => {
      const to = placeOf(form, one.name)
      if (!to || to === one.placed) return one
      form.set(to, one.value)
      return own({ ...one, placed: to })
    })
    if (next.some((one, at) => one !== all.peek()[at])) put(next)
  }
  const undo = effect(() => {
    const form = model.value
    if (all.value.length) untracked(() => place(form))
  })
  return {
    shown,
    values: () => Object.fromEntries(shown.peek().map(({ name, value }) => [name, value])),
    add: extras => {
      const called = all.peek().filter(({ label }) => label === undefined)
      put([...called, ...extras.filter(({ name }) => !called.some(one => one.name === name))])
    },
    restore: values =>
      put(
        Object.keys(values)
          .filter(name => !model.peek().form.fields.some(field => field.name === name))
          .map(name => own<Extra>({ ...(known.get(name) ?? labelled(name)), name, value: values[name] ?? '' })),
      ),
    forget: () => put([]),
    dispose: undo,
  }
}

/** Where nobody knows any more what it was called. */
const labelled = (name: string) => (name === 'phone' ? {} : { label: name })

/** A number has its place in whatever asks for one. */
const placeOf = ({ form: { fields } }: FormModel, name: string) =>
  fields.find(field => field.name === name || (name === 'phone' && field.type === 'phone'))?.name

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
