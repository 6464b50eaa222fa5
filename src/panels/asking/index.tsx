import { computed, effect, type ReadonlySignal } from '@preact/signals'
import type { ComponentChild } from 'preact'
import type { ThreadItem } from '../../core/model.js'
import type { FormWords } from '../../i18n/words.js'
import type { Form } from '../../protocol/form.js'
import { adopt } from '../../styles/sheet.js'
import type { Instead, View } from '../chat/view.js'
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
    Kind: toKind(view, parts, filing),
    words: () => toSaid(view, parts).form,
    dispose: () => undo.forEach(off => off()),
  }
}

const toKind = (view: View, parts: Parts, filing: Filing) => (props: FieldProps) => (
  <Field {...props} parts={parts} filing={filing} say={toSaid(view, parts).say} />
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
  const asking: Asking = { view, parts, Kind: toKind(view, parts, filing) }
  const again = () => {
    feedback.pass()
    entry.again()
  }
  const before = { head: undefined, body: <Before {...asking} entry={entry} /> }
  const after = { head: undefined, body: <After {...asking} feedback={feedback} onAgain={again} /> }
  const undo = [
    adopt(view.root, parts.css + css),
    takeTurns(view, [before, after], () => (feedback.isWanted.value ? after : entry.model.value && before)),
    showSlips(view, { ...asking, slips }),
    slips.dispose,
    entry.dispose,
    feedback.dispose,
    filing.dispose,
  ]
  return () => undo.forEach(off => off())
}

/** Returns its undo. */
const showSlips = (view: View, given: Asking & { slips: Slips }) => {
  view.slips.value = { seenAs: item => (isSlip(item) ? <Slip {...given} item={item} /> : undefined) }
  return () => void (view.slips.value = undefined)
}

/** Where the letter's room has taken the place, it stays its. */
const takeTurns = (view: View, mine: readonly Instead[], choose: () => Instead | undefined) => {
  const { instead } = view
  let soon: ReturnType<typeof setTimeout> | undefined
  const undo = effect(() => {
    const now = choose()
    const held = instead.value
    const isFirst = view.hold.peek()
    view.hold.value = false
    if ((held === now && !isFirst) || (held && !mine.includes(held))) return
    // What had the focus goes: it stays where writing starts, once that is drawn.
    if (view.root.activeElement) soon = setTimeout(view.focus)
    instead.value = now
  })
  return () => {
    clearTimeout(soon)
    undo()
  }
}
