import { useSignal } from '@preact/signals'
import { fill } from '../../../i18n/format.js'
import { Button } from '../../parts/Button.js'
import type { InnerView } from '../view.js'

/** The operator asks for a picture of the visitor's video: who asks, what becomes of it, and yes or no. Nothing is taken before. */
export const Consent = ({ view: { model, words, name } }: { view: InnerView }) => {
  const answered = useSignal('')
  const picture = model.call.value?.picture
  const said = words.value
  if (!picture || model.side !== 'visitor') return null
  const { id, state } = picture
  const answer = (accept: boolean) => {
    answered.value = id
    model.answerPicture(accept)
  }
  if (state === 'asked' && answered.value !== id)
    return (
      <div class="ask consent" role="group" aria-label={said.picture}>
        <div role="alert">
          <h3>{fill(said.pictureAsk, { name: name.value })}</h3>
          <p>{said.pictureMore}</p>
        </div>
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
  return (
    <p class="chip taken" role="status">
      {state === 'taken' ? fill(said.pictureDone, { name: name.value }) : ''}
    </p>
  )
}
