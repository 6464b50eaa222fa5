import { effect, untracked } from '@preact/signals'
import { adopt } from '../../styles/sheet.js'
import { isRunning, type View } from '../chat/view.js'
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
  let before = 'chat'
  let soon: ReturnType<typeof setTimeout> | undefined
  const undo = effect(() => {
    const isWanted = isFirst(room, before !== 'chat')
    // Whoever went back to the chat is asked again when everybody has left once more.
    if (!room.isAway) room.isChosen.value = false
    const now = !isWanted ? 'chat' : room.letter.state === 'none' ? 'form' : 'told'
    if (now === before) return
    // What had the focus goes: it stays where writing starts, once that is drawn.
    if (view.root.activeElement) soon = setTimeout(view.focus)
    if (now === 'form' && before === 'chat') view.live.say(untracked(() => room.lead))
    before = now
    view.instead.value = isWanted ? instead : undefined
  })
  return () => {
    clearTimeout(soon)
    undo()
  }
}

const isFirst = ({ view, letter, isChosen, isAway, other, model }: Room, isShown: boolean): boolean => {
  if (isRunning(view.session) || (other.isComing.value && !isShown)) return false
  if (letter.state !== 'none') return true
  if (isChosen.value) return false
  return isAway || (isShown && Object.values(model.peek().values.peek()).some(Boolean))
}
