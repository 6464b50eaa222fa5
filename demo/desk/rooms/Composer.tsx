import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { Id } from '../../../src/protocol/entities.js'
import type { Desk } from '../model/model.js'
import { Clip } from '../parts/Clip.js'
import { Tray } from '../../../src/panels/files/Tray.js'
import { words } from '../words.js'

interface ComposerProps {
  desk: Desk
  place: Id
  /** The client is where no messages are shown. */
  isUnseen: boolean
}

/** Enter sends and Shift+Enter breaks; on touch Enter breaks. The text stays until the backend's outbox has it. */
export const Composer = ({ desk, place, isUnseen }: ComposerProps) => {
  const text = desk.draft.value
  const field = useRef<HTMLTextAreaElement>(null)
  const limit = desk.limits.value.text
  const over = text.trim().length - limit
  useLayoutEffect(() => {
    if (field.current) grow(field.current)
  }, [text])
  useEffect(() => {
    if (!isTouch()) field.current?.focus({ preventScroll: true })
  }, [])

  const send = (): void => {
    desk.send()
    field.current?.focus()
  }
  const onKeyDown = (event: JSX.TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch()) return
    event.preventDefault()
    send()
  }

  return (
    <footer class="c">
      <Tray view={inEnglish} uploads={desk.uploads} place={place} onGone={() => field.current?.focus()} />
      <div class="box">
        {desk.limits.value.file !== undefined && <Clip name={words.attach} onFiles={desk.sendFiles} />}
        <textarea
          ref={field}
          rows={1}
          // To find the direction of a pasted book the browser would read all of it at each key.
          dir={over > 0 ? undefined : 'auto'}
          aria-label={words.message}
          aria-describedby={over > 0 ? 'too-long' : isUnseen ? 'unseen' : undefined}
          aria-invalid={over > 0 ? 'true' : undefined}
          placeholder={words.placeholder}
          value={text}
          onInput={event => desk.setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" class="b p" aria-disabled={text.trim() && over <= 0 ? undefined : 'true'} onClick={send}>
          {words.send}
        </button>
      </div>
      {isUnseen && (
        <p class="hint" id="unseen">
          {words.wordless}
        </p>
      )}
      {over > 0 && (
        <p class="hint bad" id="too-long" role="alert">
          {fill(words.over, { n: over, limit })}
        </p>
      )}
    </footer>
  )
}

/** What the widget's own parts are told of themselves here. */
const inEnglish = { locale: signal('en'), words: {} }

/** Where the browser cannot size a field by its content. */
const grow = (field: HTMLTextAreaElement): void => {
  if (CSS.supports('field-sizing', 'content')) return
  field.style.blockSize = 'auto'
  field.style.blockSize = `${field.scrollHeight}px`
}

const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches
