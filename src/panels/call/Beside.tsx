import { useSignal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import { fill } from '../../i18n/format.js'
import { Button } from '../parts/Button.js'
import type { CallView } from './view.js'

interface BesideProps {
  view: CallView
  /** Which side this is. */
  side: 'visitor' | 'operator'
  /** Answers the other side's offer. */
  onAnswer(accept: boolean): void
  /** Whether devices are looked at before going in. */
  checks: boolean
  /** Undefined until it is here. */
  stage(): ComponentChild
}

/** A call beside a conversation: offered, checked, running, or running elsewhere. Once it is over there is nothing. */
export const Beside = ({ view, side, onAnswer, checks, stage }: BesideProps) => {
  const { model, words, name } = view
  const asked = useSignal(false)
  const call = model.call.value
  const said = words.value
  const saying = (text: string) => fill(text, { name: name.value })
  if (!call || call.state === 'ended') return null
  if (call.state === 'offered' && call.by !== side && !asked.value) {
    const answer = (accept: boolean) => {
      asked.value = accept
      if (accept && !checks) model.enter()
      onAnswer(accept)
    }
    return (
      <div class="ask" role="group" aria-label={said.offer}>
        <h3>{saying(said.offers)}</h3>
        <p>{said.offerMore}</p>
        <div class="two">
          <Button class="cb" onClick={() => answer(false)}>
            {said.decline}
          </Button>
          <Button class="cb fill" onClick={() => answer(true)}>
            {said.accept}
          </Button>
        </div>
      </div>
    )
  }
  if (call.state === 'offered' && call.by === side)
    return (
      <div class="ask" role="status">
        <p>{saying(said.offered)}</p>
        <Button class="cb" onClick={model.hangUp}>
          {said.takeBack}
        </Button>
      </div>
    )
  if (call.state === 'offered') return <p class="ask">{saying(said.connecting)}</p>
  if (model.meeting.value) return <Meeting view={view} url={model.meeting.value} />
  if (model.seat.value === 'elsewhere')
    return (
      <div class="ask" role="group" aria-label={said.title}>
        <p>{said.otherTab}</p>
        <div class="two">
          <Button class="cb" onClick={model.hangUp}>
            {said.hangUp}
          </Button>
          <Button class="cb fill" onClick={model.enter}>
            {said.here}
          </Button>
        </div>
      </div>
    )
  // Looked at in the place of the conversation.
  if (!model.wanted.value && checks) return null
  return stage() ?? <p class="ask">{saying(said.connecting)}</p>
}

/** A meeting product that the site has already. */
export const Meeting = ({ view, url }: { view: CallView; url: string }) => (
  <div class="ask" role="group" aria-label={view.words.value.title}>
    <p>{view.words.value.meeting}</p>
    <div class="two">
      <Button class="cb" onClick={view.model.hangUp}>
        {view.words.value.hangUp}
      </Button>
      <a class="cb fill" part="button" href={url} target="_blank" rel="noopener noreferrer">
        {view.words.value.meet}
      </a>
    </div>
  </div>
)
