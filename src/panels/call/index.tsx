import { computed, effect } from '@preact/signals'
import { insist, wasIn } from '../../core/calling.js'
import english from '../../i18n/en/videocall.js'
import { own } from '../../protocol/own.js'
import { adopt } from '../../styles/sheet.js'
import type { View } from '../chat/view.js'
import type { MountRoom, RoomOptions } from '../panel.js'
import { mountBefore } from './Before.js'
import { Beside } from './Beside.js'
import askCss from './Ask.css'
import buttonCss from './Button.css'
import { createDrawn } from './Drawn.js'
import { hold, type Around } from './held.js'
import { addressOf, newTicket, openTab } from './tab.js'
import { offerIn } from './visitor-line.js'

/** What the app gives every room, the chat's too. */
export type RoomView = View & Around & Pick<RoomOptions, 'conversation' | 'open'>

/** “Video call” where it runs in this page. */
export const mount: MountRoom = mountBefore

/** A call beside the messages of the chat: from its offer to its end. Returns its undo; the call itself goes on. */
export const start = (given: View): (() => void) => {
  const view = given as RoomView
  const { conversation } = view
  const { line, model, name, rooms } = hold(view, conversation)
  const words = computed(() => view.words.videocall ?? english)
  const shown = { model, words, name }
  const drawn = createDrawn({ ...view, view: shown, rooms, spoken: () => view.words.callroom })
  const offered = offerIn(line.call)
  const undo = [
    drawn.dispose,
    adopt(view.root, askCss + buttonCss),
    effect(() => {
      if (offered.value) view.live.alert(words.peek().offers.replace('{name}', name.peek()))
    }),
  ]
  const onAnswer = (accept: boolean) => {
    const call = line.call.peek()
    if (call) void insist(line, 'call.answer', { session: call.session, call: call.id, accept })
  }
  const check = { head: undefined, body: drawn.check({ onJoin: model.enter, onLater: model.hangUp }) }
  undo.push(
    // Before anybody else sees or hears anything, it has the whole panel.
    effect(() => {
      const isChecked = model.seat.value === 'joining' && !model.wanted.value
      if (isChecked) view.instead.value = check
      else if (view.instead.peek() === check) view.instead.value = undefined
    }),
  )
  view.above.value = <Beside view={shown} side="visitor" checks stage={drawn.stage} onAnswer={onAnswer} />
  return () => {
    view.above.value = undefined
    if (view.instead.peek() === check) view.instead.value = undefined
    for (const end of undo) end()
  }
}

/** A call runs in the conversation: a tab that was in it before its page was shown anew goes on at once, and shows it. */
export const resume = (around: Around & Pick<RoomOptions, 'conversation' | 'open'>): void => {
  const { line } = hold(around, around.conversation)
  const call = line.call.peek()
  if (call && wasIn(line, call.id)) void around.open('webchat')
}

/** The visitor asks for a call in the conversation there is. */
export const offer = async (given: View): Promise<void> => {
  const view = given as RoomView
  const session = view.session?.id
  if (session === undefined) return
  const refused = await insist(hold(view, view.conversation).line, 'call.offer', { session })
  if (!refused) return
  await view.speak?.('videocall')
  const { busy, fault } = view.words.videocall ?? english
  view.live.alert(refused.startsWith('operator.') ? busy : fault)
}

/**
 * `handle.call`: in a tab, in this page's place, or in the panel.
 * @throws {Error} `options` (no such target), `unsupported` (there is no page for calls).
 */
export const call = async (
  { open, callPage, life }: Pick<RoomOptions, 'open' | 'callPage' | 'life'>,
  wish: unknown,
) => {
  const { target = callPage ? 'tab' : 'panel' } = own(Object(wish) as object) as { target?: unknown }
  if (target === 'panel') return open('video')
  if (target !== 'tab' && target !== 'page') throw refusal('options', 'target must be tab, panel or page')
  if (!callPage) throw refusal('unsupported', 'there is no page for calls: set “callPage”')
  const ticket = newTicket()
  const { widget, locale = 'en' } = life.start()
  const address = addressOf(callPage, { widget, locale }, ticket)
  if (target === 'page') return location.assign(address)
  openTab(address)
  return open('video', ticket)
}

const refusal = (code: string, sentence: string) => Object.assign(new Error(sentence), { name: 'ZvonekError', code })
