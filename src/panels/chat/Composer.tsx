import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { count } from '../../i18n/format.js'
import { Button } from '../parts/Button.js'
import { held } from '../parts/hands.js'
import { Icon } from '../parts/Icon.js'
import { isTouch } from '../parts/touch.js'
import { Foot } from './Foot.js'
import { isRinging, type View } from './view.js'

/** One field. What stands in it stays, whatever goes wrong; Send is never disabled, it only looks as if there is nothing to send. */
export const Composer = ({ view }: { view: View }) => {
  const { conversation, words, session, field } = view
  const draft = conversation.draft.value
  const excess = sayExcess(view, draft)

  const onSend = () => {
    const text = conversation.draft.peek().trim()
    const excess = sayExcess(view, text)
    field.current?.focus()
    if (excess) return view.live.alert(excess)
    if (!text) return
    if (!view.next.peek()?.takes) {
      conversation.send(text)
      conversation.setDraft('')
    }
    view.hands.value = false
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed, Enter chooses it; Safari tells so by the number alone.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229 || isTouch()) return
    event.preventDefault()
    onSend()
  }
  useLayoutEffect(() => grow(field.current as HTMLTextAreaElement), [draft])

  return (
    <div class="c" part="composer">
      {view.next.value?.line}
      {view.filed.value?.tray}
      <div class="box" {...held(view, () => !conversation.draft.peek())}>
        {conversation.can('files') && <Clip name={words.attach} />}
        <textarea
          rows={1}
          aria-label={words.message}
          aria-invalid={!!excess}
          aria-describedby="excess"
          placeholder={isRinging(session) ? words.writeAlready : words.write}
          value={draft}
          ref={field as RefObject<HTMLTextAreaElement>}
          onInput={event => conversation.setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {/* Under a finger it must not take the focus, or the keyboard would go down and up again. */}
        <Button
          class="ib send"
          aria-label={words.send}
          aria-disabled={!draft.trim() || !!excess}
          onMouseDown={event => event.preventDefault()}
          onClick={onSend}
        >
          <Icon name="send" />
        </Button>
      </div>
      <p class="st bad" id="excess">
        {excess}
      </p>
      <Foot view={view} />
    </div>
  )
}

/** What is chosen the panel hears of, as of what is dropped. */
const Clip = ({ name }: { name: string }) => (
  <>
    <Button
      class="ib"
      aria-label={name}
      onClick={({ currentTarget }) => (currentTarget.nextElementSibling as HTMLElement).click()}
    >
      <Icon name="clip" />
    </Button>
    <input type="file" multiple hidden />
  </>
)

const sayExcess = ({ conversation, words, locale }: View, draft: string) => {
  const limit = conversation.limits.value.text
  const surplus = draft.trim().length - limit
  return surplus > 0 ? count(locale.value, words.tooLong, { n: surplus, limit }) : ''
}

/** What `field-sizing` does where it is known. */
const grow = (field: HTMLTextAreaElement) => {
  if (CSS.supports('field-sizing: content')) return
  field.style.blockSize = 'auto'
  field.style.blockSize = `${field.scrollHeight}px`
}
