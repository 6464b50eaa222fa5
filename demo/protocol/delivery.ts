import type { Time } from '../../src/protocol/entities.js'

/** How far a letter has come on its way to the mailbox of the site. */
export interface Delivery {
  /** `kept`: there is no mailbox, so the desk is where it is read. */
  state: 'kept' | 'queued' | 'waiting' | 'sent' | 'refused'
  /** How often it was tried. */
  tries: number
  /** When it was sent or refused, or will be tried again. */
  at?: Time
  /** `sent`: by mail, or as a file into the mailbox of the data folder. */
  by?: 'smtp' | 'folder'
  /** Why it waits or was refused: a number of the mail server, or a code. */
  why?: string
}
