import type { SiteSettings } from '../../../demo/protocol/desk.js'
import { createHash } from 'node:crypto'
import type { Clock } from '../../../src/protocol/ports.js'
import { CHANNELS, deliver, HELLO } from './bridging.js'
import { bearer, logIn, openStream, readEvents, startServer, type EventStream, type Served } from '../backend/served.js'

type Event = Awaited<ReturnType<EventStream['next']>>

/** One conversation as it went over the wire of a real server. */
export interface Recording {
  /** What the visitor sent (`>`) and was told (`<`), word for word but for ids. */
  visitor: string[]
  /** What each side heard. */
  events: { visitor: Event[]; desk: Event[] }
  replies: { type: string; reply: unknown }[]
}

/** Time stands still. */
const clock: Clock = { now: () => 1_790_000_000_000, after: () => () => {} }

/** Somebody writes, Anna answers, the line is cut meanwhile, and in the end the server stops. */
export const recordSession = async (): Promise<Recording> => {
  const served = await startServer({
    ...{ clock, proxies: ['127.0.0.1'], groups: { all: {} }, channels: CHANNELS },
    courier: { post: async () => 503 },
  })
  const recorder = createRecorder(served)
  const { ask, listen, hear, desk, record } = recorder
  const anna = await desk('anna')
  const boris = await desk('boris')

  await listen({ protocol: 1, widget: 'main', locale: 'en' })
  const { session } = (await ask({ type: 'session.start', entry: 'webchat', widget: 'main' })) as {
    session: { id: string }
  }
  await hear('session.changed')
  await ask({ type: 'message.send', text: 'Good evening' })
  await hear('message.added')
  await anna({ type: 'session.accept', session: session.id })
  await hear('message.added')
  await ask({ type: 'typing.set', session: session.id, on: true })
  await anna({ type: 'typing.set', session: session.id, on: true })
  await hear('typing.changed')
  const cursor = await recorder.cut()
  await anna({ type: 'message.send', session: session.id, text: 'Good evening to you' })
  await listen({ protocol: 1, widget: 'main', locale: 'en', after: cursor })
  await ask({ type: 'read.mark', session: session.id, seq: 5 })
  await hear('session.changed')
  await recorder.askToBeCalled()
  await recorder.offerChat()
  for (const operator of [anna, boris]) await operator({ type: 'operator.available', on: false })
  await hear('availability.changed')
  await rename(anna)
  await hear('settings.changed')
  await ask({ type: 'session.leave', session: session.id })
  await hear('session.changed')
  await recorder.call()
  await recorder.leaveLetter()
  await recorder.writeByMessenger()
  await recorder.forget()
  await recorder.goSomewhere()
  await guess(served)
  await anna({ type: 'invitation.create' })
  const closing = served.close()
  await hear('bye')
  await recorder.endDesk()
  await closing
  return record()
}

/** The owner of the site gives the panel another title. */
const rename = async (operator: Order) => {
  const { widgets } = (await operator({ type: 'settings.get' })) as SiteSettings
  const { name, version } = widgets.find(one => one.name === 'main')!
  await operator({ type: 'widget.change', name, version, values: { title: 'Lamps' } })
}
type Order = (command: { type: string; [key: string]: unknown }) => Promise<unknown>

/** Wrong numbers, from as many visitors and addresses as it takes until the site is alarmed. */
const guess = async (served: Served) => {
  for (let n = 0; n < 10; n++) {
    const { token, close } = await openStream(served)
    await close()
    const headers = { ...bearer(token), 'x-forwarded-for': `192.0.2.${n}` }
    for (let k = 0; k < 5; k++)
      await served.post(
        '/v1/commands',
        { id: `${k}`, type: 'invitation.redeem', code: '000000', widget: 'main' },
        headers,
      )
  }
}

const createRecorder = (served: Served) => {
  const lines: string[] = []
  const heard: Record<'visitor' | 'desk', Event[]> = { visitor: [], desk: [] }
  const replies: Recording['replies'] = []
  const name = createNames(served.base)
  let stream: EventStream | undefined
  let deskStream: EventStream | undefined
  let token = ''
  let count = 0
  let orders = 0

  const hear = async (type: string) => {
    const events = await stream!.until(type)
    heard.visitor.push(...events)
    lines.push(...events.map(event => `< data: ${JSON.stringify(event)}`))
    return events
  }
  const listen = async (opening: object) => {
    lines.push(`> POST /v1/stream ${JSON.stringify(opening)}`)
    stream = readEvents(await served.post('/v1/stream', opening, token ? bearer(token) : {}))
    const [hello] = (await hear('live')) as [{ visitor: { token?: string } } & Event]
    token = hello.visitor.token ?? token
  }
  const reply = async (type: string, response: Response) => {
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${type} was refused: ${JSON.stringify(answer)}`)
    replies.push({ type, reply: answer })
    return answer
  }
  const ask = async (command: { type: string; [key: string]: unknown }) => {
    const sent = { id: `${++count}`, ...command }
    lines.push(`> POST /v1/commands ${JSON.stringify(sent)}`)
    const answer = await reply(`Reply.${command.type}`, await served.post('/v1/commands', sent, bearer(token)))
    lines.push(`< 200 ${JSON.stringify(answer)}`)
    return answer
  }
  /** What stands first in the log: only who has listened since then hears it. */
  const hearBeginning = async (headers: Record<string, string>) => {
    const [epoch] = `${heard.desk.at(-1)?.cursor as string}`.split('.')
    const again = readEvents(await served.post('/v1/desk/stream', { protocol: 1, after: `${epoch}.0.0` }, headers))
    heard.desk.push(...(await again.until('operator.changed')))
    await again.close()
  }
  const desk = async (operator: string) => {
    const { headers } = await logIn(served, operator)
    if (!deskStream) {
      deskStream = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
      heard.desk.push(...(await deskStream.until('live')))
      await hearBeginning(headers)
    }
    return async (command: { type: string; [key: string]: unknown }) =>
      reply(
        `DeskReply.${command.type}`,
        await served.post('/v1/desk/commands', { id: `anna-${++orders}`, ...command }, headers),
      )
  }
  return {
    ask,
    desk,
    hear,
    listen,
    /** The connection is lost; gives the last cursor. */
    cut: async () => {
      lines.push('the line is cut')
      await stream?.close()
      return heard.visitor.findLast(event => event.cursor)?.cursor as string
    },
    /** Somebody asks to be called, and takes it back: what both sides hear of it. */
    askToBeCalled: async () => {
      const send = async (command: { type: string; [key: string]: unknown }) => {
        const response = await served.post('/v1/commands', { id: command.type, ...command }, bearer(token))
        return (await reply(`Reply.${command.type}`, response)) as { callback: { id: string } }
      }
      await send({ type: 'callback.slots', widget: 'main' })
      const { callback } = await send({ type: 'callback.request', phone: '+420601234567', widget: 'main' })
      heard.visitor.push(...(await stream!.until('callback.changed')))
      heard.desk.push(...(await deskStream!.until('callback.changed')))
      await send({ type: 'callback.cancel', callback: callback.id })
      heard.visitor.push(...(await stream!.until('callback.changed')))
    },
    /** Anna offers a chat to somebody who is on the site: what they hear of it. */
    offerChat: async () => {
      const guest = await openStream(served)
      const page = { url: 'https://shop.example/lamps', title: 'Lamps' }
      await served.post('/v1/commands', { id: 'here', type: 'page.share', page }, bearer(guest.token))
      const { visitor } = guest.events[0] as unknown as { visitor: { id: string } }
      const anna = await desk('anna')
      await anna({ type: 'offer.make', client: visitor.id, text: 'Can I help you?' })
      heard.visitor.push(...(await guest.until('offer.changed')))
      await guest.close()
    },
    /** Somebody leaves a letter, and Anna answers it: what the desk hears of it. */
    leaveLetter: async () => {
      const letter = { type: 'letter.send', widget: 'main', values: { email: 'a@b.example', order: '7' }, took: 9_000 }
      const sent = await served.post('/v1/commands', { id: 'letter', ...letter }, bearer(token))
      await reply('Reply.letter.send', sent)
      const events = await deskStream!.until('letter.added')
      heard.desk.push(...events)
      const { id } = events.at(-1)?.letter as { id: string }
      await (
        await desk('anna')
      )({ type: 'letter.handle', letter: id, on: true })
    },
    /** Somebody else has themselves forgotten: what the desk hears of it. */
    forget: async () => {
      const { token, close } = await openStream(served)
      await served.post('/v1/commands', { id: 'forget', type: 'visitor.forget' }, bearer(token))
      heard.desk.push(...(await deskStream!.until('erased')))
      await close()
    },
    /** Somebody writes by a messenger, and Anna answers: what the desk hears of it. */
    writeByMessenger: async () => {
      const { session } = (await (await deliver(served, HELLO)).json()) as { session: string }
      await (
        await desk('anna')
      )({ type: 'session.accept', session })
      heard.desk.push(...(await deskStream!.until('relay.changed')))
    },
    /** Somebody else comes by a call tab that a page has opened: what both, and the desk, hear of it. */
    call: async () => {
      const [tab, page] = [await openStream(served), await openStream(served)]
      const post = async (who: typeof tab, command: { type: string; [key: string]: unknown }) =>
        reply(
          `Reply.${command.type}`,
          await served.post('/v1/commands', { id: `call-${++count}`, ...command }, bearer(who.token)),
        )
      const ticket = '0123456789-'.repeat(4)
      const { session } = (await post(tab, { type: 'session.start', entry: 'video', widget: 'main', ticket })) as {
        session: { id: string }
      }
      const hash = createHash('sha256').update(ticket).digest('hex')
      await post(page, { type: 'ticket.link', ticket: hash, widget: 'main' })
      const anna = await desk('anna')
      await anna({ type: 'session.accept', session: session.id })
      let call: { id: string } | undefined
      while (!call) {
        const told = await page.until('ticket.changed')
        heard.visitor.push(...told)
        ;({ call } = (told.at(-1) as unknown as { ticket: { call?: { id: string } } }).ticket)
      }
      const place = { session: session.id, call: call.id }
      await post(tab, { type: 'call.join', ...place, seat: 'tab' })
      await anna({ type: 'call.join', ...place, seat: 'desk' })
      const signal = { type: 'call.signal', ...place, turn: 1, signals: [{ sdp: 'v=0' }] }
      await post(tab, { ...signal, seat: 'tab', to: 'desk' })
      await anna({ ...signal, seat: 'desk', to: 'tab' })
      heard.visitor.push(...(await tab.until('call.signal')))
      heard.desk.push(...(await deskStream!.until('call.signal')))
      await post(tab, { type: 'session.leave', session: session.id })
      await Promise.all([tab.close(), page.close()])
    },
    /** Somebody goes to a page: a desk that is opened later hears where they have been. */
    goSomewhere: async () => {
      const page = { url: 'https://shop.example/lamps', title: 'Lamps' }
      const command = { id: 'page', type: 'page.share', page, tab: 'tab', zone: 'Europe/Prague' }
      await reply('Reply.page.share', await served.post('/v1/commands', command, bearer(token)))
      const { headers } = await logIn(served, 'anna')
      const later = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, headers))
      heard.desk.push(...(await later.until('live')))
      await later.close()
    },
    endDesk: async () => void heard.desk.push(...(await deskStream!.until('bye'))),
    record: (): Recording => ({ visitor: lines.map(name), events: heard, replies }),
  }
}

/** Ids, tokens and cursors by what they are and in the order they came: the rest stays as it was sent. */
const createNames = (base: string) => {
  const known = new Map<string, string>()
  const counts = new Map<string, number>()
  const learn = (value: string, kind: string) => {
    if (known.has(value)) return
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    known.set(value, `${kind}${counts.get(kind)}`)
  }
  const kinds: [RegExp, string][] = [
    [/"(?:cursor|after)":"([^"]+)"/g, 'cursor-'],
    [/"visitor":\{"id":"([^"]+)"/g, 'visitor-'],
    [/"token":"([^"]+)"/g, 'token-'],
    [/"session":(?:\{"id":)?"([^"]+)"/g, 'session-'],
    [/"message":\{"id":"([^"]+)"/g, 'message-'],
  ]
  return (line: string) => {
    for (const [pattern, kind] of kinds) for (const [, value = ''] of line.matchAll(pattern)) learn(value, kind)
    const named = [...known].reduce((text, [value, short]) => text.replaceAll(`"${value}"`, `"${short}"`), line)
    return named.replaceAll(base, 'https://help.example').replace(/("type":"bye","after":)\d+/, '$1800')
  }
}
