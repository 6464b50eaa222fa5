import type { ThreadItem } from '../../core/model.js'
import { fill } from '../../i18n/format.js'
import { Button } from '../parts/Button.js'
import { Here, Ringing, Welcome } from './Calm.js'
import { isRinging, isRunning, speaker, type View } from './view.js'

/** What stands below the last message: what happens now. */
export const Closing = ({ view, writing }: { view: View; writing: boolean }) => {
  const { conversation, session } = view
  const last = conversation.thread.value.at(-1)
  const who = speaker(session)
  if (writing) return <Dots />
  if (isRinging(session)) return <Ringing view={view} />
  if (!last) return who && isRunning(session) ? <Here view={view} who={who} /> : <Welcome view={view} />
  // Words on their way are of the next conversation already.
  return session?.endedAt && last.seq !== undefined ? <Ended view={view} at={session.endedAt} last={last} /> : null
}

/** Silent: the header says who is writing, and the frame says it aloud. */
const Dots = () => (
  <div class="m typing" aria-hidden="true">
    <i />
    <i />
    <i />
  </div>
)

/** What came after the end stands below it; then only the way on is left to say. */
const Ended = ({ view: { words, dates, field }, at, last }: { view: View; at: number; last: ThreadItem }) => (
  <p class="note">
    {last.at > at ? '' : `${fill(words.ended, { time: dates.time(at) })} · `}
    <Button class="lk" onClick={() => field.current?.focus()}>
      {words.again}
    </Button>
  </p>
)
