import { Button } from '../parts/Button.js'
import { Link, toUrl } from '../parts/links.js'
import { slot } from '../parts/slot.js'
import { isRinging, isRunning, type View } from './view.js'

/** The way out while something runs; before that, what writing means. */
export const Foot = ({ view }: { view: View }) => {
  const { conversation, words, session } = view
  const address = toUrl(conversation.settings.value.privacy ?? '')
  const onLeave = () => {
    conversation.leave()
    view.focus()
  }
  return (
    <div class="foot">
      {view.foot.value}
      {conversation.leaving.value ? (
        <span role="status">{words.leaving}</span>
      ) : isRunning(session) ? (
        <Button onClick={onLeave}>{isRinging(session) ? words.leave : words.end}</Button>
      ) : (
        address && <span>{slot(words.privacy, <Link url={address}>{words.notice}</Link>)}</span>
      )}
    </div>
  )
}
