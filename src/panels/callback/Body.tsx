import type { ReadonlySignal } from '@preact/signals'
import type { VisitorConversation } from '../../core/conversation.js'
import { wordsOf } from '../../i18n/format.js'
import type { Capability } from '../../protocol/events.js'
import { Invitation, type InvitationProps } from './Invitation.js'
import { Phone, type PhoneProps } from './Phone.js'
import { isOpen } from './request.js'
import { Ringing } from './Ringing.js'
import { Told } from './Told.js'

export interface Ways extends Omit<InvitationProps, 'onWrite'>, Omit<PhoneProps, 'input' | 'isCut'> {
  locale: ReadonlySignal<string>
  /** IANA zone of the visitor's clock. */
  zone: string
  conversation: ReadonlySignal<VisitorConversation | undefined>
  phone: PhoneProps['input']
  onChat(): void
}

export const Body = (props: Ways) => {
  const { knocking, calling, words, onChat } = props
  const callback = calling.callback.value
  if (knocking.isRinging.value) return <Ringing words={words} onStop={knocking.stop} />
  if (isOpen(callback) && !calling.isChanging.value) return <Told {...props} callback={callback} />
  const end = wordsOf(words.value.ends, callback?.state)
  return (
    <div class="ways">
      {end && !calling.isChanging.value && (
        <p class="end" role="status">
          {end}
        </p>
      )}
      {can(props, 'callback') && <Phone {...props} input={props.phone} isCut={knocking.isCut} />}
      {(can(props, 'invitation') || !can(props, 'callback')) && <Invitation {...props} onWrite={onChat} />}
    </div>
  )
}

/** What a backend cannot do is not offered; before it has been heard, nobody knows. */
const can = ({ conversation: { value } }: Ways, ability: Capability) => !value?.pipe.lives.value || value.can(ability)
