import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { ThreadItem } from '../../core/model.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { sayFailed } from './say.js'
import { isHeard, type View } from './view.js'

const ICONS = {
  queued: 'clock',
  sending: 'clock',
  slow: 'clock',
  sent: 'check',
  read: 'checks',
  failed: 'alert',
  unsure: 'alert',
} as const

interface StateProps {
  view: View
  item: ThreadItem
}

/** How far own words have come, in words beside them. Silent: what needs to be heard the frame says. */
export const State = ({ view, item }: StateProps) => {
  const { words, dates } = view
  const { mark, at } = item
  const state = shownState(view, item)
  const late = useSignal(false)
  useLayoutEffect(() => {
    const timer = setTimeout(() => (late.value = true), 1_000)
    return () => clearTimeout(timer)
  }, [])
  const isOnTheWay = state === 'queued' || state === 'sending'
  // A second of silence first: what arrives at once needs no word about its way.
  if (isOnTheWay && !late.value) return null
  const isTrouble = state === 'failed' || state === 'unsure'
  const text = isTrouble ? sayFailed(view, item) : isOnTheWay ? words.sending : state && words[state]
  return (
    <p class={`st ${state === 'failed' ? 'bad' : ''}`} aria-live="off">
      {state && <Icon name={ICONS[state]} small />}
      {[mark === 'edited' && words.edited, text].filter(Boolean).join(' · ')}
      {state === 'sent' && ` ${dates.time(at)}`}
      {isTrouble && <Remedies view={view} item={item} />}
    </p>
  )
}

/** Without a line, what is on its way waits for it from the first moment. */
export const shownState = (view: View, { state }: ThreadItem) =>
  (state === 'queued' || state === 'sending') && !isHeard(view) ? 'slow' : state

const Remedies = ({ view, item: { key, state } }: StateProps) => {
  const { conversation, words, focus } = view
  const remedy = (verb: 'retry' | 'discard', word: string) => {
    const onClick = () => {
      conversation[verb](key)
      focus()
    }
    return (
      <Button class="lk" onClick={onClick}>
        {word}
      </Button>
    )
  }
  if (state === 'unsure') return remedy('retry', words.check)
  return (
    <>
      {remedy('retry', words.retry)}
      {remedy('discard', words.discard)}
    </>
  )
}
