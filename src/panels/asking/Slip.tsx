import type { ThreadItem } from '../../core/model.js'
import { Icon } from '../parts/Icon.js'
import type { Asking } from './Before.js'
import type { Slips } from './slips.js'
import { toSaid } from './words.js'

interface SlipProps extends Asking {
  slips: Slips
  item: ThreadItem
}

/** A form among the messages: to be filled in, on its way, or done with. Its words were heard with the message. */
export const Slip = (props: SlipProps) => {
  const { view, parts, slips, item } = props
  const state = slips.stateOf(item)
  const model = slips.modelOf(item)
  if (!model) return <>{item.body.text}</>
  const { say, form } = toSaid(view, parts)
  const isAsked = state === 'open' || state === 'refused'
  return (
    <div class={`slip ${state}`} aria-live="off">
      <h3>{item.body.text}</h3>
      {isAsked ? (
        <Asked {...props} model={model} />
      ) : (
        <p class="st" role="status">
          <Icon name={state === 'filled' ? 'check' : state === 'over' ? 'alert' : 'clock'} small />
          {state === 'filled' || state === 'over' ? say[state] : state === 'going' ? view.words.sending : form.safe}
        </p>
      )}
    </div>
  )
}

const Asked = ({
  view,
  parts,
  Kind,
  slips,
  item,
  model,
}: SlipProps & { model: NonNullable<ReturnType<Slips['modelOf']>> }) => {
  const { form } = toSaid(view, parts)
  const { text } = model.form
  return (
    <parts.Form
      key={item.key}
      Field={Kind}
      model={model}
      words={form}
      // Writing goes on below: the form waits until somebody turns to it.
      start={{ current: null }}
      locale={view.locale.value}
      name={item.body.text}
      action={view.words.send}
      onTrap={() => {}}
      onSubmit={values => {
        slips.send(item, values)
        // The button leaves the page with its job.
        view.focus()
      }}
    >
      {slips.stateOf(item) === 'refused' && <parts.Sorry text={form.refusedText} />}
      {text && <p class="lead">{text}</p>}
    </parts.Form>
  )
}
