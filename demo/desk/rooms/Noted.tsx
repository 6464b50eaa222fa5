import { useEffect, useRef, useState } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { Client } from '../../protocol/desk.js'
import { toMoment } from '../format.js'
import type { Desk } from '../model/model.js'
import { Icon } from '../parts/Icon.js'
import { words } from '../words.js'

const { noted } = words
interface NotedProps {
  desk: Desk
  client: Client
}

/** What operators note of a client, for each other. */
export const Noted = ({ desk, client }: NotedProps) => (
  <section>
    <h3>{noted.title}</h3>
    <Tags desk={desk} client={client} />
    <Note desk={desk} client={client} />
  </section>
)

const Tags = ({ desk, client: { id, tags = [] } }: NotedProps) => {
  const [typed, type] = useState('')
  const add = (event: Event) => {
    event.preventDefault()
    if (typed.trim()) desk.describe(id, { tags: [...tags, typed.trim()] })
    type('')
  }
  return (
    <>
      {tags.length > 0 && (
        <ul class="tags" aria-label={noted.tags}>
          {tags.map(tag => (
            <li key={tag}>
              <bdi>{tag}</bdi>
              <button
                type="button"
                class="ib"
                aria-label={fill(noted.remove, { tag })}
                onClick={() => desk.describe(id, { tags: tags.filter(one => one !== tag) })}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add}>
        <input
          class="in"
          value={typed}
          maxLength={40}
          aria-label={noted.add}
          placeholder={noted.add}
          onInput={({ currentTarget }) => type(currentTarget.value)}
        />
      </form>
    </>
  )
}

/** Kept once the field is left, and when the client is left with it: nothing that was typed is lost. */
const Note = ({ desk, client: { id, note } }: NotedProps) => {
  const [typed, type] = useState<string>()
  const latest = useRef(() => {})
  latest.current = () => {
    if (typed !== undefined && typed.trim() !== (note?.text ?? '')) desk.describe(id, { note: typed })
  }
  useEffect(() => () => latest.current(), [])
  // What a colleague has noted meanwhile stands before what is being typed: neither is lost.
  useEffect(() => type(before => together(before, note?.text)), [note?.at])
  return (
    <>
      <textarea
        class="in"
        rows={3}
        maxLength={2_000}
        aria-label={noted.note}
        placeholder={noted.note}
        value={typed ?? note?.text ?? ''}
        onInput={({ currentTarget }) => type(currentTarget.value)}
        onBlur={() => latest.current()}
      />
      <p class="hint">
        {note ? fill(noted.by, { name: note.name, moment: toMoment(note.at, desk.now.peek()) }) : noted.empty}
      </p>
    </>
  )
}

/** What stands in the field once a note has come; undefined: the note itself. */
const together = (typed: string | undefined, noted = ''): string | undefined => {
  if (typed === undefined || typed.trim() === noted) return undefined
  return typed.startsWith(noted) ? typed : `${noted}\n${typed}`
}
