import type { Call, CallMail, CallMeans, CallPicture, CallServer, TicketState } from './entities.js'
import { anything, flag, list, number, oneOf, optional, record, text, time, type Parser } from './parse.js'

const SIDES = ['visitor', 'operator'] as const

export const parseCall = record<Call>({
  id: text,
  session: text,
  state: oneOf('offered', 'running', 'ended'),
  by: oneOf(...SIDES),
  operator: optional(text),
  seats: record<Call['seats']>({ visitor: optional(text), operator: optional(text) }),
  at: time,
  startedAt: optional(time),
  endedAt: optional(time),
  picture: optional(record<CallPicture>({ id: text, state: oneOf('asked', 'allowed', 'declined', 'taken') })),
})

const mailFields: { [K in keyof CallMail]: Parser<CallMail[K]> } = {
  place: number,
  from: text,
  signals: list(anything),
}
export const parseMails = record<{ mails: CallMail[]; upTo: number | undefined }>({
  mails: list(record<CallMail>(mailFields)),
  upTo: optional(number),
})
export const parseSignal = record<CallMail & { call: string; to: string }>({ ...mailFields, call: text, to: text })

export const parseTicket = record<TicketState>({
  state: oneOf('unused', 'joined', 'ended'),
  call: optional(parseCall),
})

export const parseTicketEvent = record<{ hash: string; ticket: TicketState }>({ hash: text, ticket: parseTicket })

/** An engine of a later version is malformed: there is nothing here to run it. */
export const parseMeans: Parser<CallMeans> = value => {
  const { engine, servers, relayOnly, expiresIn, url } = record<{
    engine: CallMeans['engine']
    servers: CallServer[] | undefined
    relayOnly: boolean | undefined
    expiresIn: number | undefined
    url: string | undefined
  }>({
    engine: oneOf('p2p', 'link'),
    servers: optional(
      list(record<CallServer>({ urls: list(text), username: optional(text), credential: optional(text) })),
    ),
    relayOnly: optional(flag),
    expiresIn: optional(number),
    url: optional(text),
  })(value)
  if (engine === 'link') return { engine, url: text(url) }
  return { engine, servers: servers ?? [], relayOnly: !!relayOnly, ...(expiresIn !== undefined && { expiresIn }) }
}
