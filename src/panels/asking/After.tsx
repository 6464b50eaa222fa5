import { fill, wordsOf } from '../../i18n/format.js'
import { speaker } from '../chat/view.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { slot } from '../parts/slot.js'
import type { Asking } from './Before.js'
import type { Feedback } from './feedback.js'
import { toSaid } from './words.js'

interface AfterProps extends Asking {
  feedback: Feedback
  /** The visitor wants to talk again. */
  onAgain(): void
}

/** What is asked after the end, from the question to the thanks. */
export const After = (props: AfterProps) => {
  const { state } = props.feedback.post.value
  return state === 'none' || state === 'refused' ? <Question {...props} /> : <Thanks {...props} />
}

const Question = ({ view, parts, Kind, feedback, onAgain }: AfterProps) => {
  const { say, form } = toSaid(view, parts)
  const model = feedback.model.value
  const post = feedback.post.value
  if (!model) return null
  return (
    <parts.Form
      key={model.form.id}
      Field={Kind}
      model={model}
      words={form}
      start={view.field}
      hands={view}
      locale={view.locale.value}
      name={say.how}
      action={say.feedback}
      onTrap={() => {}}
      onSubmit={feedback.send}
      below={
        <p class="lead">
          <Button class="lk" onClick={() => (feedback.isAside.value = true)}>
            {view.words.log}
          </Button>{' '}
          <Button class="lk" onClick={onAgain}>
            {view.words.again}
          </Button>
        </p>
      }
    >
      {post.state === 'refused' && (
        <parts.Sorry text={wordsOf(say.refusals, feedback.code.value) ?? form.refusedText} />
      )}
    </parts.Form>
  )
}

const Thanks = ({ view, parts, feedback, onAgain }: AfterProps) => {
  const { say, form } = toSaid(view, parts)
  const post = feedback.post.value
  const isKept = post.state === 'waiting'
  const name = speaker(view.session)?.name ?? ''
  const email = 'command' in post ? post.command.transcriptTo : undefined
  return (
    <div class="calm" role="status">
      <div class="here">
        <div class={isKept ? 'av warn' : 'av'}>
          <Icon name={isKept ? 'nonet' : 'check'} />
        </div>
      </div>
      <h3>{isKept ? form.safe : form.thanks}</h3>
      {isKept ? <p>{form.safeText}</p> : <p>{fill(say.read, { name })}</p>}
      {!isKept && email && <p>{slot(say.sentTo, <bdi>{email}</bdi>)}</p>}
      {view.next.value?.line}
      <Button class="b" onClick={onAgain}>
        {view.words.again}
      </Button>
    </div>
  )
}
