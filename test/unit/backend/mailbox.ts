import { MailFailure, type Mailer } from '../../../demo/backend/mailer.js'
import type { Letter } from '../../../demo/protocol/desk.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import type { Desk } from './rig.js'

/** A mailbox whose far end is the test. */
export const createMailbox = () => {
  const got: { letter: Letter; site: string | undefined; at: number }[] = []
  const forgotten: string[] = []
  const virtual = createVirtualClock()
  const does = { answer: async (): Promise<'smtp'> => 'smtp' }
  const mailer: Mailer = {
    send: async (letter, site) => {
      got.push({ letter, site, at: virtual.clock.now() })
      return does.answer()
    },
    forget: async letters => void forgotten.push(...letters),
  }
  /** `answer` is what it does with the next letters. */
  return Object.assign(does, { got, forgotten, virtual, mailer })
}
export const down = () => Promise.reject(new MailFailure('ECONNECTION', { isFinal: false }))

export const letter = (id: string, more: object = {}) => ({
  id,
  type: 'letter.send',
  widget: 'main',
  values: { name: 'Jana', email: 'jana@mail.example', message: 'Do you deliver to Slovakia?', order: '7' },
  took: 9_000,
  ...more,
})

/** The letters as a desk shows them. */
export const lettersOn = (desk: Desk): Letter[] => {
  const letters = new Map<string, Letter>()
  for (const event of desk.events) {
    if (event.type === 'snapshot') event.letters.forEach(one => letters.set(one.id, one))
    if (event.type === 'letter.added') letters.set(event.letter.id, event.letter)
    if (event.type === 'letter.changed') {
      const known = letters.get(event.progress.id)
      if (known) letters.set(known.id, { ...known, handled: undefined, ...event.progress } as Letter)
    }
  }
  return [...letters.values()]
}
export const statesOn = (desk: Desk) => lettersOn(desk).map(({ delivery }) => delivery.state)
