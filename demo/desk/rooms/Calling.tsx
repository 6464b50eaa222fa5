import { computed } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import english from '../../../src/i18n/en/videocall.js'
import { Beside } from '../../../src/panels/call/Beside.js'
import { createCall } from '../../../src/panels/call/model.js'
import type { Desk } from '../model/model.js'
import { callWords } from '../call-words.js'

/** The call this operator is in: the widget's own rooms. It goes on whichever conversation is looked at. */
export const Calling = ({ desk }: { desk: Desk }) => {
  const view = useMemo(() => {
    const model = createCall({ ...desk.callLine, isWanted: true })
    return { model, words: computed(() => english), name: computed(() => desk.callTalk.value?.name ?? '') }
  }, [desk])
  useEffect(() => view.model.dispose, [view])
  // Once nobody talks the camera is off.
  const isOpen = !!desk.callTalk.value
  useEffect(() => {
    if (!isOpen) void view.model.local.release()
  }, [isOpen])
  if (!isOpen) return null
  const outcome = desk.callTalk.value?.session.devices
  return (
    <section class="calling" aria-label={callWords.title}>
      <Beside view={view} side="operator" checks={false} onAnswer={desk.answerCall} />
      {outcome && outcome !== 'granted' && <p class="note">{callWords.devices[outcome]}</p>}
    </section>
  )
}
