import { computed, effect, type ReadonlySignal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import type { ThreadItem } from '../../core/model.js'
import type { FormWords } from '../../i18n/words.js'
import type { Form, FormField } from '../../protocol/form.js'
import { adopt } from '../../styles/sheet.js'
import { createSwitch } from '../callback/switch.js'
import { isLetter, isStarting, type Instead, type View } from '../chat/view.js'
import type { Parts } from '../form/index.js'
import type { FieldProps } from '../form/field.js'
import { After } from './After.js'
import css from './Asking.css'
import { Before, type Asking } from './Before.js'
import { createEntry, readForm } from './entry.js'
import { createFeedback } from './feedback.js'
import { createFiling, type Filing } from './filing.js'
import { Field } from './kinds/Field.js'
import { createSlips, isSlip, type Slips } from './slips.js'
import { Late, sayLate } from './Late.js'
import { Slip } from './Slip.js'
import { toSaid } from './words.js'

/** What the room for messages asks with, where the site has a form of its own for them. */
export interface Lent {
  form: ReadonlySignal<Form | undefined>
  Kind: Asking['Kind']
  words(): FormWords
  dispose(): void
}

/** What the conversation draws forms with. */
export interface SlipsRoom {
  /** What stands in the place of a message's words; nothing where it is no form. */
  seenAs(item: ThreadItem): ComponentChild
}

export const lend = (view: View, parts: Parts): Lent => {
  // Told anew with each connection: only another one is news.
  const told = computed(() => JSON.stringify(view.conversation.settings.value.offlineForm))
  const filing = createFiling(view, parts)
  const undo = [adopt(view.root, css), filing.dispose]
  return {
    form: computed(() => readForm(told.value, view)),
    Kind: toKind({ view, parts, filing }),
    words: () => toSaid(view, parts).form,
    dispose: () => undo.forEach(off => off()),
  }
}

interface Drawing {
  view: View
  parts: Parts
  filing: Filing
  /** How a field is to be seen, where it is not as the form says. */
  seen?(field: FormField): FormField
}

const toKind =
  ({ view, parts, filing, seen = field => field }: Drawing) =>
  (props: FieldProps) => (
    <Field {...props} {...{ parts, filing }} field={seen(props.field)} say={toSaid(view, parts).say} />
  )

/**
 * Takes the place of the chat before the queue and after the end, where the widget asks something there. A conversation that
 * runs always comes first. Returns its undo.
 */
export const start = (view: View, parts: Parts): (() => void) => {
  const entry = createEntry(view, parts)
  const feedback = createFeedback(view, parts)
  const filing = createFiling(view, parts)
  const slips = createSlips(view, parts)
  const asking: Asking = { view, parts, Kind: toKind({ view, parts, filing }) }
  const Kind = toKind({ view, parts, filing, seen: entry.choice.seen })
  const way = createSwitch(view.onClose, () => view.open?.('callback'))
  const again = () => {
    feedback.pass()
    entry.again()
  }
  const before = { head: undefined, body: <Before {...asking} {...{ Kind, entry }} onCall={way.go} /> }
  const after = { head: undefined, body: <After {...asking} feedback={feedback} onAgain={again} /> }
  // Where a message is to be left instead, the form before the queue is none that would be followed by a conversation.
  const choose = (held: Instead | undefined) => {
    if (feedback.isWanted.value && !isStarting(view)) return after
    return entry.model.value && (held === before || !isLetter(view)) ? before : undefined
  }
  const turn = { ...asking, feedback }
  const late = parts.createLate(view, { line: <Late {...turn} />, takes: false }, () => sayLate(turn))
  const undo = [
    adopt(view.root, parts.css + css),
    takeTurns(view, { mine: [before, after], choose, late }),
    showSlips(view, { ...asking, slips }),
    slips.dispose,
    entry.dispose,
    feedback.dispose,
    filing.dispose,
    way.dispose,
  ]
  return () => undo.forEach(off => off())
}

/** Returns its undo. */
const showSlips = (view: View, given: Asking & { slips: Slips }) => {
  view.slips.value = { seenAs: item => (isSlip(item) ? <Slip {...given} item={item} /> : undefined) }
  return () => void (view.slips.value = undefined)
}

interface Turns {
  mine: readonly Instead[]
  /** What is to stand there, by what does. */
  choose(held: Instead | undefined): Instead | undefined
  /** Whether it waits for the visitor's hands. */
  late(isLate: boolean): void
}

/** Where the letter's room has taken the place, it stays its; where it is about to, nothing is decided here. */
const takeTurns = (view: View, { mine, choose, late }: Turns) => {
  const { instead, hands, hold } = view
  let soon: ReturnType<typeof setTimeout> | undefined
  const undo = effect(() => {
    const held = instead.value
    const now = choose(held)
    const isLate = !!now && !held && hands.value
    late(isLate)
    if (isLate || (!now && !held && isLetter(view))) return
    const isFirst = hold.peek()
    hold.value = false
    if ((held === now && !isFirst) || (held && !mine.includes(held))) return
    // What had the focus goes: it stays where writing starts, once that is drawn.
    if (view.root.activeElement) soon = setTimeout(view.focus)
    hands.value = false
    instead.value = now
  })
  return () => {
    clearTimeout(soon)
    undo()
  }
}
