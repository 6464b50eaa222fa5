import type { FormModel } from '../../core/form.js'
import type { Conversation } from '../../core/model.js'
import type { Id } from '../../protocol/entities.js'
import { hereIn, toPending, toValue, type Here } from './value.js'

/** What forms know of their files: it outlives a closed panel, as the files on their way do. */
export interface Held {
  /** The form of now, by the place of a file. */
  models: Map<string, FormModel>
  /** Files that have come, by their ids: a letter that comes back to be mended has only those. */
  come: Map<Id, { value: string; upload: Id }>
}

export const hold = ({ rooms }: Conversation): Held => {
  const held = (rooms.get('filing') ?? { models: new Map(), come: new Map() }) as Held
  rooms.set('filing', held)
  return held
}

/** Where a file belongs: to which field of which form. */
export const placeOf = ({ form }: FormModel, field: string): string => `${form.id} ${field}`

/** The file of a field, if the backend has it. */
export const fileIn = ({ come }: Held, value: string): Here | undefined =>
  hereIn(come.get(value)?.value ?? value, Date.now())

/** Files that came go where they are still waited for. */
export const createArrival =
  ({ models, come }: Held, { place, field, name }: { place: string; field: string; name: string }) =>
  (ref: { id: Id; size: number; name: string }, upload: Id): void => {
    const value = toValue(ref, Date.now())
    come.set(ref.id, { value, upload })
    const model = models.get(place)
    if (model?.values.peek()[field] === toPending(name)) model.set(field, value)
  }
