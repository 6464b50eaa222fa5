import type { ReadonlySignal } from '@preact/signals'
import type { Conversation } from '../../core/model.js'
import { fill } from '../../i18n/format.js'
import english from '../../i18n/en/sharing.js'
import type { PanelWords } from '../../i18n/words.js'
import { isRinging, speaker } from '../chat/view.js'
import type { FootLine } from '../panel.js'
import { Button } from '../parts/Button.js'

interface SharingParts {
  conversation: Pick<Conversation, 'session' | 'can'>
  foot: FootLine
  words: { load(room: 'sharing'): Promise<ReadonlySignal<PanelWords>> }
}

interface Choice {
  isShared: ReadonlySignal<boolean>
  share(on: boolean): void
}

/** Says at the panel's foot who sees the page, with the switch beside it. Returns its undo. */
export const mountSharing = ({ conversation, foot, words }: SharingParts, choice: Choice): (() => void) => {
  let isOver = false
  void words.load('sharing').then(spoken => {
    if (!isOver) foot.value = <Line conversation={conversation} words={spoken} choice={choice} />
  })
  return () => {
    isOver = true
    foot.value = undefined
  }
}

interface LineProps {
  conversation: SharingParts['conversation']
  words: ReadonlySignal<PanelWords>
  choice: Choice
}

const Line = ({ conversation, words, choice: { isShared, share } }: LineProps) => {
  if (!conversation.can('page')) return null
  const { sharing = english } = words.value
  const session = conversation.session.value
  const name = session?.state === 'accepted' && !isRinging(session) && speaker(session)?.name
  const on = isShared.value
  return (
    <span class="sharing">
      {!on ? sharing.hidden : name ? fill(sharing.seenBy, { name }) : sharing.shared}{' '}
      <Button onClick={() => share(!on)}>{on ? sharing.stop : sharing.share}</Button>
    </span>
  )
}
