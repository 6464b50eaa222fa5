import { describe, expect, it } from 'vitest'
import { transportChecks } from '../../src/conformance.js'
import type { FileRef } from '../../src/protocol/entities.js'
import type { OpenOptions, Transport, UploadOptions } from '../../src/protocol/transport.js'
import { createMemoryRig } from './memory-rig.js'

/* The kit is only worth something if it turns red: each planted defect breaks the promise that is named after it. */

/** Names of the promises that a spoiled transport breaks. */
const broken = async (spoil: (transport: Transport) => Transport, patience?: number) => {
  const rig = await createMemoryRig(spoil)
  const names: string[] = []
  for (const { name, run } of transportChecks({ visitor: () => rig.visitor(), ...(patience && { patience }) }))
    await run().catch((error: Error) => names.push(`${name}: ${error.message}`))
  await rig.dispose()
  return names.map(text => text.slice(0, text.indexOf(':')))
}

const listening =
  (change: (options: OpenOptions, open: Transport['open']) => Promise<void>) => (transport: Transport) => ({
    ...transport,
    open: (options: OpenOptions) => change(options, opening => transport.open(opening)),
  })

/** Goes on with what is new, whatever came meanwhile. */
const skipsTheReplay = listening((options, open) => {
  let isLive = false
  const onEvent: OpenOptions['onEvent'] = event => {
    isLive ||= event.type === 'live'
    if (isLive || event.type !== 'message.added' || options.after === undefined) options.onEvent(event)
  }
  return open({ ...options, onEvent })
})

/** What the library does with `Last-Event-ID`: the cursor moves when an event arrives, not when it is taken. */
const keepsItsOwnCursor = (transport: Transport) => {
  let cursor: string | undefined
  return listening((options, open) => {
    const onEvent: OpenOptions['onEvent'] = event => {
      if ('cursor' in event) cursor = event.cursor ?? cursor
      options.onEvent(event)
    }
    return open({ ...options, after: cursor ?? options.after, onEvent })
  })(transport)
}

const talksOnAfterTheAbort = listening(
  (options, open) =>
    new Promise((_, reject) => {
      options.signal.addEventListener('abort', () =>
        reject(Object.assign(new Error('aborted'), { failure: { kind: 'retry', done: 'no' } })),
      )
      open({ ...options, signal: new AbortController().signal }).catch(reject)
    }),
)

const ignoresAnEarlyAbort = listening((options, open) =>
  open(options.signal.aborted ? { ...options, signal: new AbortController().signal } : options),
)

const endsWithoutAReason = listening((options, open) =>
  open(options).catch(() => {
    throw new Error('something happened')
  }),
)

const endsWell = listening((options, open) => open(options).catch(() => {}))

const sendsTwice = (transport: Transport): Transport => ({
  ...transport,
  send: async (command, options) => {
    const reply = await transport.send(command, options)
    if (command.type === 'message.send') await transport.send({ ...command, id: `${command.id} again` }, options)
    return reply
  },
})

const uploading =
  (change: (file: Blob, options: UploadOptions, upload: Upload) => Promise<FileRef>) =>
  (transport: Transport): Transport => ({
    ...transport,
    upload: (file, options) => change(file, options, transport.upload!),
  })
type Upload = NonNullable<Transport['upload']>

let uploads = 0
const beginsAnew = uploading((file, options, upload) => upload(file, { ...options, id: `upload ${uploads++}` }))
const hearsNoAbort = uploading((file, options, upload) =>
  upload(file, { ...options, signal: new AbortController().signal }),
)
const tellsNoProgress = uploading((file, options, upload) => upload(file, { ...options, onProgress: () => {} }))
const refusesWithoutAReason = uploading((file, options, upload) =>
  upload(file, options).catch(() => {
    throw new Error('something happened')
  }),
)
const forgetsUpload = ({ open, send }: Transport): Transport => ({ open, send })

let shared: Transport | undefined
const isOneForAll = (transport: Transport) => (shared ??= transport)

describe('the kit', () => {
  it('finds nothing in a transport that keeps its promises', async () => {
    expect(await broken(transport => transport)).toEqual([])
  })

  it.each<[string, (transport: Transport) => Transport, string]>([
    ['sends twice', sendsTwice, 'has the effect of once for the same id twice, one after another and at once'],
    ['skips the replay', skipsTheReplay, 'continues behind a cursor without loss and without doubles'],
    ['moves a cursor of its own at receipt', keepsItsOwnCursor, 'gives an event again that could not be applied'],
    ['talks on after the abort', talksOnAfterTheAbort, 'is silent after the abort'],
    ['ignores an early abort', ignoresAnEarlyAbort, 'opens nothing for a signal that is aborted already'],
    ['ends without a reason', endsWithoutAReason, 'ends with a failure to repeat when the stream is cut'],
    ['ends as if all were well', endsWell, 'ends with a failure to repeat when the stream is cut'],
    ['begins a file anew', beginsAnew, 'brings a file whole, tells how far it is, and never brings it twice'],
    ['tells no progress', tellsNoProgress, 'brings a file whole, tells how far it is, and never brings it twice'],
    ['goes on with a file after the abort', hearsNoAbort, 'goes on with a file where the abort has stopped it'],
    [
      'refuses files without a reason',
      refusesWithoutAReason,
      'refuses a file that is none of those that are taken, typed',
    ],
    ['takes no files though its backend does', forgetsUpload, 'sends a file with a message, once'],
    ['is one for all visitors', isOneForAll, 'keeps two visitors apart'],
  ])('catches a transport that %s', async (_, spoil, promise) => {
    // Some only never end: that is waited for.
    expect(await broken(spoil, 200)).toContain(promise)
  })
})
