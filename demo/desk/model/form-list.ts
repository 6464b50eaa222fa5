/** Forms that operators may send, as a list that is added to, ordered and changed. It is kept as the text that stands for it. */
import type { Form } from '../../../src/protocol/form.js'
import { parseForm } from '../../../src/protocol/parse-form.js'
import { list } from '../../../src/protocol/parse.js'

const parseForms = list(parseForm)

/** Undefined when the text is no list of forms: then it can only be mended as text. */
export const readForms = (text: string): readonly Form[] | undefined => {
  if (!text.trim()) return []
  try {
    return parseForms(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Nothing where there are none: then the setting is gone. */
export const writeForms = (forms: readonly Form[]): string => (forms.length ? JSON.stringify(forms, null, 2) : '')

/** A form of an id that no other has. */
export const addForm = (forms: readonly Form[]): Form[] => {
  const taken = new Set(forms.map(({ id }) => id))
  let n = forms.length + 1
  while (taken.has(`form${n}`)) n++
  return [...forms, { id: `form${n}`, title: '', fields: [] }]
}

/** One form changed; what is set to nothing is absent, but for its id and its title. */
export const changeForm = (forms: readonly Form[], at: number, change: Partial<Form>): Form[] =>
  forms.map((form, n) => (n === at ? clean({ ...form, ...change }) : form))

const clean = ({ text, ...form }: Form): Form => ({ ...form, ...(text && { text }) })
