import type { DeskOperator } from '../protocol/desk.js'
import type { Moment } from './changes.js'
import { releaseFrom } from './colleagues.js'
import { endKnocksAt } from './knocks.js'
import { SITE } from './row.js'

/** Whether an operator takes what comes: by their switch, at their goodbye, or because their desk has been silent. */
export const setAvailable = (moment: Moment, operator: DeskOperator, on: boolean): void => {
  if (operator.available !== on)
    moment.draft.change(SITE, {
      type: 'operator.changed',
      operator: { ...operator, available: on, version: operator.version + 1 },
    })
  if (on) return
  releaseFrom(moment, operator.id)
  endKnocksAt(moment, operator.id)
}
