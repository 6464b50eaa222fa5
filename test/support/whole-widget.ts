import type { WidgetOptions } from '../../src/api/options.js'
import { startApp } from '../../src/app.js'
import { createDoorbell } from '../../src/launcher/doorbell.js'
import type { ClientCommand } from '../../src/protocol/commands.js'
import type { Hello, ServerEvent } from '../../src/protocol/events.js'
import type { OpenOptions, Transport } from '../../src/protocol/transport.js'
import { createDoorstep } from './doorstep.js'
import { hello } from './scripted-transport.js'

/** A backend that is there at once, and has whatever it is sent. */
const createBackend = (greeting: Partial<Hello>, story: () => ServerEvent[]) => {
  const streams: OpenOptions[] = []
  const sent: ClientCommand[] = []
  const transport: Transport = {
    open: stream =>
      new Promise((_, reject) => {
        streams.push(stream)
        stream.signal.addEventListener('abort', () => reject(new Error('aborted')))
        queueMicrotask(() => {
          if (stream.signal.aborted) return
          for (const event of [hello(greeting), ...story(), { type: 'live' } as const]) stream.onEvent(event)
        })
      }),
    send: command => {
      sent.push(command)
      return Promise.resolve({} as never)
    },
  }
  return { streams, sent, transport }
}

interface Around {
  greeting?: Partial<Hello>
  /** What a stream brings before it is live. */
  story?(): ServerEvent[]
}

/** The whole widget on a page of jsdom: boot, app and rooms as they are, before a backend of the test's. */
export const startWidget = async (options: WidgetOptions = {}, { greeting = {}, story = () => [] }: Around = {}) => {
  const far = createBackend({ visitor: { id: 'v1', token: 't1' }, ...greeting }, story)
  const errors: string[] = []
  const widget = createDoorstep().boot(
    { transport: () => far.transport, ...options },
    { load: () => Promise.resolve({ startApp, createDoorbell }) },
  )
  widget.on('error', ({ code }) => errors.push(code))
  await widget.ready
  return { widget, far, errors }
}

/** A token as a site's backend signs it; nobody looks at the signature here. */
export const tokenOf = (claims: object) => `h.${btoa(JSON.stringify(claims))}.s`
