import type { Callback, CallbackSlot } from './entities.js'
import { flag, lenient, number, oneOf, optional, record, text, time, type Parser } from './parse.js'

/** Field by field, so that the far end's parser may add its own. */
export const callbackFields: { [K in keyof Callback]-?: Parser<Callback[K]> } = {
  id: text,
  version: number,
  phone: text,
  at: optional(time),
  requestedAt: time,
  dueAt: optional(time),
  overdueAt: optional(time),
  opensAt: optional(time),
  zone: optional(text),
  dialledAt: optional(time),
  endedAt: optional(time),
  state: oneOf('requested', 'dialled', 'reached', 'notReached', 'invalid', 'cancelled'),
}

/** A callback as its visitor is told of it; read by the room that shows it. */
export const parseCallback = record<Callback>(callbackFields)

/** What `callback.slots` answers. */
export const parseSlots = record<{ slots: readonly CallbackSlot[]; zone?: string | undefined }>({
  slots: lenient(record<CallbackSlot>({ at: time, free: flag })),
  zone: optional(text),
})
