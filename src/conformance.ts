import { createStreams, deadline, expect, fails, type Streams } from './conformance/streams.js'
import type { ClientCommand, Command } from './protocol/commands.js'
import type { Message } from './protocol/entities.js'
import type { ServerEvent } from './protocol/events.js'
import type { Transport, UploadOptions } from './protocol/transport.js'

/** One fresh visitor of the backend under test, and its far end. */
export interface RigVisitor {
  transport: Transport
  /** An operator answers this visitor. Resolves once the backend holds it. */
  answer(text: string): Promise<void>
  /** Texts of the visitor that the backend holds, in its order. */
  held(): Promise<readonly string[]>
  /** Cuts every open stream of this visitor from outside. */
  cut(): Promise<void>
}

/** What the author of a transport provides. */
export interface Rig {
  /** Somebody whom the backend has never seen, at each call. */
  visitor(): Promise<RigVisitor>
  /** Longest wait (ms) for anything that must come. Default 5000. */
  patience?: number
}

/** One promise of a transport, for a test runner. */
export interface TransportCheck {
  /** What is promised. */
  name: string
  /** Rejects with what is not as promised. */
  run(): Promise<void>
}

/**
 * The promises of a transport, one check each, for any test runner. A transport that passes them is done.
 * @example for (const { name, run } of transportChecks(rig)) test(name, run)
 */
export const transportChecks = (rig: Rig): TransportCheck[] =>
  Object.entries(promises).map(([name, run]) => ({
    name,
    run: async () => {
      const { patience = 5_000 } = rig
      const visitor = await rig.visitor()
      const streams = createStreams(visitor.transport, patience)
      const late = deadline(2 * patience, 'it comes to an end')
      try {
        await Promise.race([run({ ...visitor, streams, other: () => rig.visitor(), patience }), late.passed])
      } finally {
        late.clear()
        streams.close()
      }
    },
  }))

type Bench = RigVisitor & { streams: Streams; other(): Promise<RigVisitor>; patience: number }

/** Where no files are taken, nothing is promised of them. */
const withFiles = (check: (bench: Bench) => Promise<void>) => async (bench: Bench) => {
  const { events } = await bench.streams.live()
  if (events.some(event => event.type === 'hello' && event.capabilities.includes('files'))) await check(bench)
}

const promises: Record<string, (bench: Bench) => Promise<void>> = {
  'greets first, then tells everything, then says that it is live': async ({ streams }) => {
    const { events } = await streams.live()
    expect(events[0]?.type === 'hello', 'the first event is `hello`')
    expect(events.at(-1)?.type === 'live', 'the last one is `live`')
    expect(events.filter(({ type }) => type === 'hello' || type === 'live').length === 2, 'each comes once')
  },
  'tells of every sign of life': async ({ streams }) => {
    expect((await streams.live()).alive() > 0, '`onAlive` is called')
  },
  'opens nothing for a signal that is aborted already': async ({ streams, transport }) => {
    const stopped = AbortSignal.abort()
    const events: ServerEvent[] = []
    const open = transport.open({
      after: undefined,
      signal: stopped,
      onAlive: () => {},
      onEvent: event => events.push(event),
    })
    await fails(open)
    await streams.live()
    expect(events.length === 0, 'no event comes')
  },
  'is silent after the abort': async ({ streams, transport, answer }) => {
    await start(transport, streams)
    const stream = await streams.live()
    stream.abort()
    await fails(stream.ended)
    const before = stream.events.length
    const next = await streams.live()
    for (const text of ['too late', 'still too late']) {
      await answer(text)
      await next.until(texts => texts.includes(text))
    }
    expect(stream.events.length === before, 'no event comes after the abort')
  },
  'ends with a failure to repeat when the stream is cut': async ({ streams, cut }) => {
    const stream = await streams.live()
    await cut()
    expect((await fails(stream.ended)).kind === 'retry', 'the failure is `retry`')
  },
  'resolves a message with what the backend made of it, under the id of its command': async ({
    streams,
    transport,
  }) => {
    await start(transport, streams)
    const sent = await say(transport, 'one')
    expect(sent.command === 'command-one' && sent.body.text === 'one', 'the reply holds the message and its command')
    await (await streams.live()).until(texts => texts.includes('one'))
  },
  'has the effect of once for the same id twice, one after another and at once': async ({
    streams,
    transport,
    held,
  }) => {
    await start(transport, streams)
    await say(transport, 'twice')
    await say(transport, 'twice')
    await Promise.all([say(transport, 'both'), say(transport, 'both')])
    expect((await held()).join() === 'twice,both', 'each is held once')
  },
  'keeps the order of what is sent one after another': async ({ streams, transport, held }) => {
    await start(transport, streams)
    for (const text of ['a', 'b', 'c', 'd']) await say(transport, text)
    expect((await held()).join() === 'a,b,c,d', 'the backend holds them in order')
  },
  'continues behind a cursor without loss and without doubles': async ({ streams, transport, answer, cut }) => {
    await start(transport, streams)
    const first = await streams.live()
    await answer('before')
    await first.until(texts => texts.includes('before'))
    await cut()
    await fails(first.ended)
    for (const text of ['while', 'away']) await answer(text)
    const second = await streams.live(first.cursor())
    await second.until(texts => texts.includes('away'))
    const seen = second.texts().filter(text => ['while', 'away'].includes(text))
    expect(seen.join() === 'while,away', 'what came meanwhile comes once, in order')
  },
  'gives an event again that could not be applied': async ({ streams, transport, answer }) => {
    await start(transport, streams)
    const stream = await streams.live()
    stream.refuse('fragile')
    await answer('fragile')
    expect((await Promise.allSettled([stream.ended]))[0].status === 'rejected', 'the stream ends with what was thrown')
    await (await streams.live(stream.cursor())).until(texts => texts.includes('fragile'))
  },
  'starts from a snapshot for a cursor it does not know': async ({ streams }) => {
    const { events } = await streams.live('nonsense.7')
    expect(
      events.some(({ type }) => type === 'snapshot'),
      'a snapshot comes',
    )
  },
  'refuses a message without words, typed, and holds nothing of it': async ({ streams, transport, held }) => {
    await start(transport, streams)
    expect((await fails(say(transport, ''))).kind === 'rejected', 'the failure is `rejected`')
    expect((await held()).length === 0, 'nothing is held')
  },
  'refuses a message beyond the limit as too large': async ({ streams, transport }) => {
    const { events } = await streams.live()
    await start(transport, streams)
    const limit = events.flatMap(event => (event.type === 'hello' ? [event.limits.text] : []))[0] ?? 0
    expect((await fails(say(transport, 'x'.repeat(limit + 1)))).kind === 'tooLarge', 'the failure is `tooLarge`')
  },
  'brings a file whole, tells how far it is, and never brings it twice': withFiles(async ({ transport }) => {
    const ratios: number[] = []
    const upload = () => bring(transport, NOTE, { onProgress: ratio => ratios.push(ratio) })
    const file = await upload()
    expect(file.name === NOTE.name && file.size === NOTE.text.length, 'the answer says name and size')
    expect(ratios.at(-1) === 1, 'progress ends with 1')
    expect(
      ratios.every((ratio, at) => ratio <= 1 && ratio >= (ratios[at - 1] ?? 0)),
      'progress only grows',
    )
    expect((await upload()).id === file.id, 'the same id gives the same file')
  }),
  'sends a file with a message, once': withFiles(async ({ streams, transport, held }) => {
    await start(transport, streams)
    const send = async () => say(transport, NOTE.name, [(await bring(transport, NOTE)).id])
    const [{ body }] = await Promise.all([send(), send()])
    expect(body.kind === 'file' && (await held()).join() === NOTE.name, 'the message is a file, and is held once')
  }),
  'goes on with a file where the abort has stopped it': withFiles(async ({ transport }) => {
    const stop = new AbortController()
    const late: number[] = []
    const onProgress = (ratio: number) => (stop.signal.aborted ? late.push(ratio) : stop.abort())
    const long = { name: 'long.txt', text: 'x'.repeat(300_000) }
    await fails(bring(transport, long, { onProgress, signal: stop.signal }))
    expect((await bring(transport, long)).size === 300_000 && !late.length, 'the next attempt brings all of it')
  }),
  'refuses a file that is none of those that are taken, typed': withFiles(async ({ transport }) => {
    const refused = await fails(bring(transport, { ...NOTE, name: 'page.html' }))
    expect(refused.kind === 'rejected', 'the failure is `rejected`')
  }),
  'keeps two visitors apart': async ({ streams, transport, other, patience }) => {
    const stranger = await other()
    const theirs = createStreams(stranger.transport, patience)
    try {
      await start(transport, streams)
      const stream = await theirs.live()
      await say(transport, 'private')
      await start(stranger.transport, theirs)
      await say(stranger.transport, 'mine')
      await stream.until(texts => texts.includes('mine'))
      expect(!stream.texts().includes('private'), 'nothing of the other visitor is seen')
    } finally {
      theirs.close()
    }
  },
}

/** A session must be there before words; a stream must have been live before a credential is. */
const start = async (transport: Transport, streams: Streams) => {
  await streams.live()
  const command: Command<'session.start'> = {
    id: 'command-start',
    type: 'session.start',
    entry: 'webchat',
    widget: 'main',
  }
  await transport.send(command, { signal: AbortSignal.timeout(10_000) })
}

const say = async (transport: Transport, text: string, files?: readonly string[]): Promise<Message> => {
  const command: Extract<ClientCommand, { type: 'message.send' }> = {
    id: `command-${text.slice(0, 20)}`,
    type: 'message.send',
    text,
    ...(files && { files }),
  }
  return (await transport.send(command, { signal: AbortSignal.timeout(10_000) })).message
}

const NOTE = { name: 'note.txt', text: 'What can be heard is the doorbell.' }

const bring = async (transport: Transport, { name, text }: typeof NOTE, more: Partial<UploadOptions> = {}) => {
  if (!transport.upload) throw new Error('broken promise: a backend that says `files` has a transport with `upload`')
  const options = { id: `upload-${name}`, name, onProgress: () => {}, signal: AbortSignal.timeout(10_000), ...more }
  return transport.upload(new Blob([text], { type: 'text/plain' }), options)
}
