import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Upload, Uploads } from '../../core/uploads.js'
import type { FilingWords, FormWords } from '../../i18n/words.js'
import type { View } from '../chat/view.js'
import type { FilesParts } from '../files/index.js'
import { helpOf, idOf, type FieldProps } from '../form/field.js'
import type { Parts } from '../form/index.js'
import { labelOf } from '../form/Row.js'
import { Icon } from '../parts/Icon.js'
import { createArrival, fileIn, placeOf, type Held } from './held.js'
import { pendingIn, toPending } from './value.js'

export interface Filed {
  view: View
  /** Of forms, and of files. */
  parts: Parts
  files: FilesParts
  uploads: Uploads
  held: Held
  say: FilingWords
}

/** One file: the way to choose it, how far it is, and the way to take it back. */
export const FileField = (props: FieldProps & Filed) => {
  const { model, field, parts, files, view, uploads, say, words } = props
  const { name } = field
  const place = placeOf(model, name)
  const input = useRef<HTMLInputElement>(null)
  const item = itemOf(props, place)
  const value = model.values.value[name] ?? ''
  useLayoutEffect(() => {
    props.held.models.set(place, model)
    // Of what did not stay only the name is left: it must not go out.
    if (item?.code === LOST && pendingIn(value) === undefined) model.set(name, toPending(item.name))
  })
  const { remove, bring } = createActs(props, place)
  return (
    <parts.Row {...props} words={withFaults(words, say, item && files.isWrong(item))}>
      <span class="lab" id={idOf(field, 'label')}>
        {labelOf(props)}
      </span>
      {item && (
        <ul class="tray" aria-labelledby={idOf(field, 'label')}>
          <files.Row
            key={item.id}
            view={view}
            uploads={{ retry: uploads.retry, remove }}
            item={item}
            onGone={() => input.current?.focus()}
          />
        </ul>
      )}
      <label class="put">
        <Icon name="clip" small />
        <span id={idOf(field, 'word')}>{item ? say.another : say.choose}</span>
        <input
          ref={input}
          id={idOf(field)}
          class="vh"
          type="file"
          required={!!field.required}
          aria-invalid={!!model.faults.value[name]}
          aria-labelledby={`${idOf(field, 'word')} ${idOf(field, 'label')}`}
          aria-describedby={helpOf(props)}
          onChange={({ currentTarget }) => {
            bring(Array.from(currentTarget.files ?? []).at(0))
            // The same file may be chosen again.
            currentTarget.value = ''
          }}
        />
      </label>
    </parts.Row>
  )
}

const createActs = ({ model, field: { name: field }, held, uploads }: FieldProps & Filed, place: string) => {
  const remove = () => {
    uploads.items.peek().forEach(one => one.place === place && uploads.remove(one.id))
    const here = fileIn(held, model.values.peek()[field] ?? '')
    const come = here && held.come.get(here.id)
    if (come) uploads.remove(come.upload)
    model.set(field, '')
  }
  const bring = (file: File | undefined) => {
    if (!file) return
    const { name } = file
    remove()
    model.set(field, toPending(name))
    const arrive = createArrival(held, { place, field, name })
    const id = uploads.add(file, place, ref => {
      uploads.forget(id)
      arrive(ref, id)
    })
  }
  return { remove, bring }
}

const LOST = 'file.lost'

/** What stands in the field: on its way, here, or lost. */
const itemOf = ({ uploads, held, model, field, say }: FieldProps & Filed, place: string): Upload | undefined => {
  const value = model.values.value[field.name] ?? ''
  const onItsWay = uploads.items.value.find(item => item.place === place)
  if (onItsWay || !value) return onItsWay
  const here = fileIn(held, value)
  const { id = value, size = 0 } = here ?? {}
  const name = here?.name || pendingIn(value) || value.split(' ').slice(3).join(' ') || say.file
  const told = { id, name, size, place, ratio: 1, limit: undefined, ref: undefined }
  return here ? { ...told, state: 'done', code: undefined } : { ...told, state: 'refused', code: LOST }
}

const withFaults = (words: FormWords, { missing, soon, wrong }: FilingWords, isWrong = false): FormWords => ({
  ...words,
  faults: { ...words.faults, 'missing.file': missing, file: isWrong ? wrong : soon },
})
