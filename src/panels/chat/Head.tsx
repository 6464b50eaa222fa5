import { fill } from '../../i18n/format.js'
import { Avatar } from '../parts/Avatar.js'
import { Button } from '../parts/Button.js'
import { Icon } from '../parts/Icon.js'
import { isHeard, isRinging, speaker, type View } from './view.js'

/** Who is on the other side: the operator once there is one, the site until then. */
export const Head = ({ view }: { view: View }) => {
  const { conversation, words, session, instead } = view
  if (instead.value?.head) return instead.value.head
  const operator = isRinging(session) ? undefined : speaker(session)
  return (
    <>
      {operator ? (
        <Avatar key={operator.id} who={operator} present={session?.state === 'accepted' && isHeard(view)} />
      ) : (
        <span class="av">
          <Icon name="bell" />
        </span>
      )}
      <div>
        <h2 tabIndex={-1}>
          <bdi>{operator?.name ?? conversation.settings.value.title ?? words.webchat}</bdi>
        </h2>
        <p>{line(view)}</p>
      </div>
      {mayCall(view) && (
        <Button class="ib" aria-label={words.startVideo} title={words.startVideo} onClick={() => void offerCall(view)}>
          <Icon name="video" />
        </Button>
      )}
    </>
  )
}

const line = (view: View) => {
  const { conversation, words, dates, session } = view
  const operator = speaker(session)
  const writer = conversation.writing.value
  if (writer) return writer.id === operator?.id ? words.writing : `${writer.name} ${words.writing}`
  if (session?.state === 'accepted') return operator?.title
  if (session?.endedAt && operator) return fill(words.ended, { time: dates.time(session.endedAt) })
  const state = conversation.availability.value.webchat?.state ?? 'unknown'
  if (state === 'unknown' || !isHeard(view)) return null
  return (
    <>
      <i class={`dot ${state}`} />
      {words[state]}
    </>
  )
}

/** Somebody is there, and no call is offered or runs. */
const mayCall = ({ session, conversation: { can, leaving } }: View) =>
  session?.state === 'accepted' && !leaving.value && can('video') && !/offered|running/.test(session.call?.state ?? '')

const offerCall = (view: View) => import('../call/index.js').then(({ offer }) => offer(view), console.warn)
