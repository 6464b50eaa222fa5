import { computed, effect, signal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { CallRoomWords, RoomWords } from '../../i18n/words.js'
import { adopt } from '../../styles/sheet.js'
import type { Ways } from './check/Blocked.js'
import type { Rooms } from './held.js'
import type { CallView, StageView } from './view.js'

/* What is drawn by rooms that may not be here yet. */

interface DrawnOptions {
  root: ShadowRoot
  view: CallView
  rooms: Rooms
  /** Its words in another language than English, which come as a file of their own. */
  speak?(room: keyof RoomWords): Promise<unknown>
  spoken(): CallRoomWords | undefined
}

export interface Drawn {
  /** A look at oneself, before a call. */
  check(ways: Omit<Ways, 'view'>): ComponentChild
  /** Undefined until it is here. */
  stage(): ComponentChild
  dispose(): void
}

export const createDrawn = ({ root, view, rooms, speak, spoken }: DrawnOptions): Drawn => {
  const { check, stage } = rooms
  const isSpoken = signal(!speak)
  void speak?.('callroom').then(() => (isSpoken.value = true))
  const inner = computed<StageView | undefined>(() => {
    const room = check.here.value
    if (!isSpoken.value || !room) return undefined
    const words = computed(() => ({ ...view.words.value, ...(spoken() ?? room.english) }))
    return { ...view, words, parts: room.parts }
  })
  const Looking = (ways: Omit<Ways, 'view'>) => {
    useLayoutEffect(() => void check.want(), [])
    const { Check } = check.here.value ?? {}
    return inner.value && Check ? <Check {...ways} view={inner.value} /> : <h3 class="ask">{view.words.value.check}</h3>
  }
  // Each room brings its sheet.
  const undo = [check.here, stage.here].map(here =>
    effect(() => {
      const room = here.value
      return room && adopt(root, room.css)
    }),
  )
  return {
    check: ways => <Looking {...ways} />,
    stage: () => {
      const { Stage } = stage.here.value ?? {}
      return inner.value && Stage && <Stage view={inner.value} />
    },
    dispose: () => undo.forEach(end => end()),
  }
}
