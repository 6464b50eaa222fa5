import english from '../../i18n/en/asking.js'
import type { AskingWords, FormWords } from '../../i18n/words.js'
import type { Parts } from '../form/index.js'
import type { View } from '../chat/view.js'

/** Words of what is asked, and of forms with the faults of all kinds of fields. */
export interface Said {
  say: AskingWords
  form: FormWords
}

/** Whatever is chosen is missed in one sentence. */
const picks = ({ pick }: AskingWords) => ({
  'missing.select': pick,
  'missing.radio': pick,
  'missing.rating': pick,
  option: pick,
})

export const toSaid = ({ words }: View, { formWords }: Parts): Said => {
  const say = words.asking ?? english
  const form = words.form ?? formWords
  return { say, form: { ...form, faults: { ...form.faults, ...say.faults, ...picks(say) } } }
}
