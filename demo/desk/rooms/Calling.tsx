import { computed } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import room from '../../../src/i18n/en/callroom.js'
import offers from '../../../src/i18n/en/videocall.js'
import { Beside } from '../../../src/panels/call/Beside.js'
import { parts } from '../../../src/panels/call/check/index.js'
import { here } from '../../../src/panels/call/here.js'
import { createCall } from '../../../src/panels/call/model.js'
import { Stage } from '../../../src/panels/call/stage/Stage.js'
import type { Desk } from '../model/model.js'
import { callWords } from '../call-words.js'
import { Picture } from './Picture.js'

const english = { ...offers, ...room }

/** The call this operator is in: the widget's own rooms. It goes on whichever conversation is looked at. */
export const Calling = ({ desk }: { desk: Desk }) => {
  const view = useMemo(() => {
    const model = createCall({ ...desk.callLine, ...here, isWanted: true })
    return { model, words: computed(() => english), parts, name: computed(() => desk.callTalk.value?.name ?? '') }
  }, [desk])
  const place = useRef<HTMLElement>(null)
  useEffect(() => view.model.dispose, [view])
  // Once nobody talks the camera is off.
  const isOpen = !!desk.callTalk.value
  useEffect(() => {
    if (!isOpen) void view.model.local.release()
  }, [isOpen])
  if (!isOpen) return null
  const outcome = desk.callTalk.value?.session.devices
  return (
    <section class="calling" aria-label={callWords.title} ref={place}>
      <Beside
        view={view}
        side="operator"
        checks={false}
        stage={() => <Stage view={view} />}
        onAnswer={desk.answerCall}
      />
      <Picture desk={desk} model={view.model} name={view.name.value} place={place} />
      {outcome && outcome !== 'granted' && <p class="note">{callWords.devices[outcome]}</p>}
    </section>
  )
}
