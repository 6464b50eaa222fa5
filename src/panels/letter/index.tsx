import { effect, untracked } from '@preact/signals'
import { adopt } from '../../styles/sheet.js'
import { isLetter, isRinging, isRunning, isStarting, type View } from '../chat/view.js'
import type * as Asking from '../asking/index.js'
import type { Parts } from '../form/index.js'
import { Head } from './Head.js'
import { Letter } from './Letter.js'
import { createRoom, type Room } from './room.js'

/**
 * Takes the place of the chat when nobody is there, and gives it back when somebody is: at once while nothing is written,
 * else when the visitor says so. A conversation that goes on always comes first. Returns its undo.
 */
export const start = (
  view: View,
  parts: Parts,
  fetchAsking: () => Promise<Pick<typeof Asking, 'lend'>>,
): (() => void) => {
  const room = createRoom(view, parts, async () => (await fetchAsking()).lend(view, parts))
  const undo = [adopt(view.root, parts.css), takeTurns(view, room), room.dispose]
  return () => undo.forEach(off => off())
}

const takeTurns = (view: View, room: Room) => {
  const instead = { head: <Head room={room} />, body: <Letter room={room} /> }
  const { createLate } = room.parts
  const late = createLate(view, { line: <Late room={room} />, takes: true }, () => room.lead)
  const stranded = createLate(view, { line: <Stranded room={room} />, takes: false }, () => room.lead)
  let before = 'chat'
  let soon: ReturnType<typeof setTimeout> | undefined
  const undo = effect(() => {
    const isShown = before !== 'chat'
    stranded(isStranded(room))
    const isWanted = isFirst(room, isShown)
    // Whoever went back to the chat is asked again when everybody has left once more.
    if (!room.isAway) room.isChosen.value = false
    const now = !isWanted ? 'chat' : room.letter.state === 'none' ? 'form' : 'told'
    const isLate = isWanted && !isShown && view.hands.value
    late(isLate && now === 'form')
    if (isLate) return
    const isHeld = isDecided(room) && view.hold.peek()
    if (isHeld) view.hold.value = false
    if (now === before && !isHeld) return
    // What had the focus goes: it stays where writing starts, once that is drawn.
    if (view.root.activeElement) soon = setTimeout(view.focus)
    if (now === 'form' && !isShown) untracked(() => (room.take(), view.live.say(room.lead)))
    before = now
    view.hands.value = false
    view.instead.value = isWanted ? instead : undefined
  })
  return () => {
    clearTimeout(soon)
    undo()
  }
}

/** What waits while the visitor writes or fills something in. */
const Late = ({ room }: { room: Room }) => (
  <room.parts.Next view={room.view} text={room.lead} action={room.words.letter} />
)

/** It rings where nobody is any more: what was said goes along, and who does not want to wait need not. */
const Stranded = ({ room }: { room: Room }) => {
  const { view, lead, words, takeSaid } = room
  const onGo = () => {
    takeSaid(view.session?.id)
    view.conversation.leave()
  }
  return <room.parts.Next {...{ view, onGo }} text={lead} action={words.letter} />
}

/** A number that was given rings at its operator, whatever the hours; where the queue is full, they are in it. */
const isStranded = ({ view: { session, conversation } }: Room) => {
  const { state, reason } = conversation.availability.value.webchat ?? {}
  return state === 'offline' && reason !== 'queueFull' && isRinging(session) && session?.entry !== 'invitation'
}

/** Who was asked to wait for what comes first waits no longer. */
const isDecided = ({ view, other }: Room) => isLetter(view) && !isStarting(view) && !other.isComing.value

const isFirst = ({ view, letter, isChosen, isAway, other, model }: Room, isShown: boolean): boolean => {
  if (isRunning(view.session) || (!isShown && (other.isComing.value || isStarting(view)))) return false
  if (letter.state !== 'none' || view.letter.value) return true
  if (isChosen.value) return false
  return isAway || (isShown && (view.hands.value || Object.values(model.peek().values.peek()).some(Boolean)))
}
