import { effect } from '@preact/signals'
import type { Command } from '../../protocol/commands.js'
import type { Callback } from '../../protocol/entities.js'
import { own } from '../../protocol/own.js'
import { isOpen } from './due.js'
import { refusal, type Life } from './knock.js'

/** What a page or the panel asks for. */
export interface Wish {
  /** E.164. */
  phone: string
  /** Start of a half hour that is offered (ms since 1970); absent: as soon as possible. */
  at?: number
}

/**
 * `handle.requestCallback`: kept in the outbox until the backend has it, over reloads and cut lines; resolves then.
 * @throws {Refusal} `options`, or the backend's code.
 */
export const requestCallback = async (life: Life, wish: unknown): Promise<void> => {
  const { phone, at }: { phone?: unknown; at?: unknown } = own(Object(wish) as object)
  if (typeof phone !== 'string' || !(at === undefined || Number.isSafeInteger(at))) throw refusal('options')
  const { widget, locale } = life.start()
  const command: Command<'callback.request'> = {
    id: life.newId(),
    type: 'callback.request',
    phone,
    widget,
    ...(at !== undefined && { at: at as number }),
    ...(locale !== undefined && { locale }),
  }
  await deliver(life, command)
}

/** `handle.cancelCallback`: the last one, if it is not over; resolves once nobody will call. */
export const cancelCallback = async (life: Life): Promise<void> => {
  const callback = readCallback(life.connect().callback.peek())
  if (isOpen(callback)) await deliver(life, { id: life.newId(), type: 'callback.cancel', callback: callback.id })
}

/** Resolves once the backend has it. What it refuses is left for everybody to see, and then dropped. */
const deliver = (life: Life, command: Command<'callback.request' | 'callback.cancel'>) =>
  new Promise<void>((resolve, reject) => {
    const { post, kept, discard } = life.connect()
    post(command)
    const undo = effect(() => {
      const item = kept.value.find(one => one.command.id === command.id)
      if (item && item.state !== 'failed') return
      queueMicrotask(() => {
        // An effect cannot end itself while it begins.
        undo()
        if (!item) return resolve()
        discard(command.id)
        reject(refusal(item.code ?? 'failed'))
      })
    })
  })

/** A callback as the backend told it, if it is one that can be shown. */
export const readCallback = (told: unknown): Callback | undefined => {
  const callback = own(Object(told) as Callback)
  return typeof callback.phone === 'string' && typeof callback.id === 'string' ? callback : undefined
}
