import { createAnswerMails } from './answer-mails.js'
import { createDue } from './due.js'
import { createOverdue } from './overdue.js'
import { createOverflow } from './overflow.js'
import { createStaleOffers } from './stale-offers.js'

type Around = Parameters<typeof createOverflow>[0]

/** All that looks at the state after every batch, and again when something in it is due. */
export const createWatches = (around: Around) =>
  [createOverflow, createDue, createOverdue, createAnswerMails, createStaleOffers].map(create => create(around))
