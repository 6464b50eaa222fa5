import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Uploads } from '../../core/uploads.js'
import { count, fill } from '../../i18n/format.js'
import type { FilingWords, FormWords } from '../../i18n/words.js'
import { mostFiles } from '../../protocol/form-check.js'
import type { View } from '../chat/view.js'
import type { FilesParts } from '../files/index.js'
import { helpOf, idOf, type FieldProps } from '../form/field.js'
import type { Parts } from '../form/index.js'
import { labelOf } from '../form/Row.js'
import { filesIn } from '../parts/given.js'
import { Icon } from '../parts/Icon.js'
import { createActs, type Acts } from './acts.js'
import { placeOf, type Held } from './held.js'
import { itemsOf, keepNames } from './items.js'

export interface Filed {
  view: View
  /** Of forms, and of files. */
  parts: Parts
  files: FilesParts
  uploads: Uploads
  held: Held
  say: FilingWords
}

/** Files: the way to choose them, how far each is, and the way to take it back. They may be dropped here, and pasted. */
export const FileField = (props: FieldProps & Filed) => {
  const { model, field, parts, files, view, uploads, say } = props
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const note = useSignal('')
  const isOver = useSignal(false)
  const items = itemsOf(props)
  const acts = createActs(props, text => {
    note.value = text
    if (text) view.live.say(text)
  })
  const onFiles = (event: Event) => {
    const given = filesIn(event)
    isOver.value = event.type === 'dragover' && event.defaultPrevented
    if (!given.length) return
    // What is dropped below is said in the conversation.
    event.stopPropagation()
    acts.add(given)
  }
  useLayoutEffect(() => {
    props.held.models.set(placeOf(model, field.name), model)
    keepNames(props, items)
    const row = input.current?.closest<HTMLElement>('.fl')
    if (row) row.ondragover = row.ondragleave = row.ondrop = row.onpaste = onFiles
  })
  return (
    <parts.Row {...props} words={withFaults(props, items.some(files.isWrong))}>
      <span class="lab" id={idOf(field, 'label')}>
        {labelOf(props)}
      </span>
      {items.length > 0 && (
        <ul class="tray" aria-labelledby={idOf(field, 'label')} ref={list}>
          {items.map(item => (
            <files.Row
              key={item.id}
              view={view}
              uploads={{ retry: uploads.retry, remove: acts.remove }}
              item={item}
              onGone={() => (nextIn(list.current) ?? input.current)?.focus()}
            />
          ))}
        </ul>
      )}
      <label class={isOver.value ? 'put over' : 'put'}>
        <Icon name="clip" small />
        <Words {...{ field, say }} n={items.length} />
        <input {...controlOf(props, acts, note.value)} ref={input} />
      </label>
      {note.value && (
        <p class="hint" id={idOf(field, 'note')}>
          {note.value}
        </p>
      )}
    </parts.Row>
  )
}

/** What is done here, and of how many how many are there. */
const Words = ({ field, say, n }: Pick<FieldProps & Filed, 'field' | 'say'> & { n: number }) => {
  const most = mostFiles(field)
  return (
    <>
      <span id={idOf(field, 'word')}>{wordOf(say, most > 1, n > 0)}</span>
      {most > 1 && <small id={idOf(field, 'count')}>{fill(say.count, { n, most })}</small>}
    </>
  )
}

const controlOf = (props: FieldProps & Filed, { isFull, choose }: Acts, note: string) => {
  const { model, field } = props
  const isMany = mostFiles(field) > 1
  const help = [isMany && idOf(field, 'count'), note && idOf(field, 'note'), helpOf(props)].filter(Boolean)
  return {
    id: idOf(field),
    class: 'vh',
    type: 'file',
    multiple: isMany,
    required: !!field.required,
    'aria-invalid': !!model.faults.value[field.name],
    'aria-labelledby': `${idOf(field, 'word')} ${idOf(field, 'label')}`,
    'aria-describedby': help.join(' ') || undefined,
    onClick: (event: Event) => {
      if (isFull()) event.preventDefault()
    },
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      choose(Array.from(currentTarget.files ?? []))
      // The same file may be chosen again.
      currentTarget.value = ''
    },
  }
}

const wordOf = ({ choose, another, several, more }: FilingWords, isMany: boolean, hasSome: boolean) =>
  isMany ? (hasSome ? more : several) : hasSome ? another : choose

/** Where somebody stands next whose row goes, or who has begun again: the button of the row that is nearest. */
const nextIn = (list: HTMLElement | null) => {
  const held = (list?.getRootNode() as ShadowRoot | undefined)?.activeElement
  const row = held?.closest('li')
  const next = held?.matches('.lk') ? row : (row?.nextElementSibling ?? row?.previousElementSibling)
  return next?.querySelector<HTMLElement>('.ib')
}

const withFaults = ({ words, say, field, view }: FieldProps & Filed, isWrong: boolean): FormWords => ({
  ...words,
  faults: {
    ...words.faults,
    'missing.file': say.missing,
    file: isWrong ? say.wrong : say.soon,
    many: count(view.locale.value, say.most, { n: mostFiles(field) }),
  },
})
