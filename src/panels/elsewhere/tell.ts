import { effect } from '@preact/signals'
import type { Command } from '../../protocol/commands.js'
import type { Entry } from '../../protocol/entities.js'
import { toFailure } from '../../protocol/failure.js'
import { own } from '../../protocol/own.js'
import type { Life } from '../called/knock.js'

const OVER = ['failed', 'authExpired', 'ended']

/**
 * The backend hears who goes to a messenger, with what reference, and from which page where pages are shared. Until it has,
 * it is told again.
 */
export const tell = (life: Life, entry: Entry, reference: string): void => {
  const command: Command<'messenger.open'> = {
    id: life.newId(),
    type: 'messenger.open',
    entry,
    reference,
    widget: life.start().widget,
  }
  const conversation = life.connect()
  const say = async () => {
    // Where the page may not be told, or cannot be read, the rest is told without it.
    await life.ready()?.catch(console.warn)
    const { page } = life.start()
    await conversation.ask({ ...command, ...(page && { page }) })
  }
  let isOver = false
  let undo = () => {}
  const end = () => {
    isOver = true
    // An effect cannot end itself while it begins.
    queueMicrotask(() => undo())
  }
  undo = effect(() => {
    const { state } = conversation.connection.value
    if (OVER.includes(state)) end()
    if (state !== 'online' || isOver) return
    if (!conversation.can('messengers')) return end()
    say().then(end, error => own(toFailure(error)).kind === 'retry' || end())
  })
}
