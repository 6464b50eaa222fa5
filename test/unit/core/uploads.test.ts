import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { createUploads } from '../../../src/core/uploads.js'
import type { FileRef } from '../../../src/protocol/entities.js'
import type { Limits } from '../../../src/protocol/events.js'
import { TransportFailure, type Failure } from '../../../src/protocol/failure.js'
import type { UploadOptions } from '../../../src/protocol/transport.js'
import { JPEG, taken } from '../../support/pictures.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const refOf = (id: string): FileRef => ({
  id: `f-${id}`,
  name: id,
  type: 'text/plain',
  size: 4,
  url: `https://x/${id}`,
})

const setup = (limits: Limits = { text: 9 }) => {
  const time = createVirtualClock()
  const asked: (UploadOptions & { file: Blob; end(failure?: Failure): Promise<void> })[] = []
  const done: string[] = []
  /** What the backend is told to let go of; `line` says how that ends. */
  const dropped: string[] = []
  const line: { failure?: Failure } = {}
  let count = 0
  const uploads = createUploads({
    transport: {
      send: async command => {
        if (line.failure) throw new TransportFailure(line.failure)
        dropped.push(command.upload)
        return {} as never
      },
      upload: (file, options) =>
        new Promise<FileRef>((resolve, reject) => {
          const end = async (failure?: Failure) => {
            if (failure) reject(new TransportFailure(failure))
            else resolve(refOf(options.id))
            await time.settle()
          }
          asked.push({ ...options, file, end })
        }),
    },
    clock: time.clock,
    random: () => 0,
    newId: () => `u${++count}`,
    limits: signal(limits),
  })
  /** Reading a file takes the platform a while of its own. */
  const begun = async (calls: number) => {
    while (asked.length < calls) await new Promise(resolve => setImmediate(resolve))
    return asked[calls - 1]!
  }
  const add = (name: string, text = 'text') =>
    uploads.add(Object.assign(new Blob([text]), { name }), undefined, ref => done.push(ref.id))
  return {
    time,
    asked,
    dropped,
    line,
    done,
    uploads,
    begun,
    add,
    states: () => uploads.items.value.map(({ state }) => state),
  }
}
const CUT: Failure = { kind: 'retry', done: 'unknown' }

describe('files on their way', () => {
  it('go one after the other, in the order in which they were given', async () => {
    const { begun, add, states, done } = setup()
    add('a.txt')
    add('b.txt')
    expect(states()).toEqual(['going', 'waiting'])
    await (await begun(1)).end()
    expect(states()).toEqual(['done', 'going'])
    await (await begun(2)).end()
    expect(done).toEqual(['f-u1', 'f-u2'])
  })

  it('go on under the same id when the line is cut, and tell how far they are', async () => {
    const { begun, add, time, uploads } = setup()
    add('a.txt')
    const first = await begun(1)
    first.onProgress(0.5)
    expect(uploads.items.value[0]).toMatchObject({ state: 'going', ratio: 0.5 })
    await first.end(CUT)
    await time.pass(1_000)
    const second = await begun(2)
    expect(second.id).toBe(first.id)
    await second.end()
    expect(uploads.items.value[0]).toMatchObject({ state: 'done', ratio: 1, ref: { id: 'f-u1' } })
  })

  it('stop after four attempts without a byte of progress, and let the next one through', async () => {
    const { begun, add, time, states, asked } = setup()
    add('a.txt')
    add('b.txt')
    for (let attempt = 1; attempt <= 4; attempt++) {
      await (await begun(attempt)).end(CUT)
      await time.pass(60_000)
    }
    expect(states()).toEqual(['stopped', 'going'])
    expect((await begun(5)).id).toBe('u2')
    expect(asked.length).toBe(5)
  })

  it('are not given up while something gets through', async () => {
    const { begun, add, time, states } = setup()
    add('a.txt')
    for (let attempt = 1; attempt <= 9; attempt++) {
      const one = await begun(attempt)
      one.onProgress(attempt / 10)
      await one.end(CUT)
      await time.pass(60_000)
    }
    expect(states()).toEqual(['going'])
  })

  it('that have stopped go on when there is a line again, or when somebody says so', async () => {
    const { begun, add, time, states, uploads } = setup()
    const id = add('a.txt')
    const fail = async (from: number) => {
      for (let attempt = from; attempt < from + 4; attempt++) {
        await (await begun(attempt)).end(CUT)
        await time.pass(60_000)
      }
      expect(states()).toEqual(['stopped'])
    }
    await fail(1)
    uploads.resume()
    await fail(5)
    uploads.retry(id)
    await (await begun(9)).end()
    expect(states()).toEqual(['done'])
  })

  it('that are known to be too large are not begun', () => {
    const { add, uploads, asked } = setup({ text: 9, file: 3 })
    add('a.txt')
    expect(uploads.items.value[0]).toMatchObject({ state: 'refused', code: 'tooLarge', limit: 3 })
    expect(asked).toEqual([])
  })

  it('that are too many at once are refused, and may be tried again later', async () => {
    const { add, uploads, states, begun } = setup({ text: 9, files: 2 })
    const [first] = ['a', 'b', 'c'].map(name => add(name)) as [string, string, string]
    expect(states()).toEqual(['going', 'waiting', 'refused'])
    expect(uploads.items.value[2]).toMatchObject({ code: 'file.many' })
    await (await begun(1)).end()
    uploads.remove(first)
    uploads.retry('u3')
    expect(states()).toEqual(['going', 'waiting'])
  })

  it.each<[Failure, object]>([
    [{ kind: 'rejected', code: 'file.kind' }, { code: 'file.kind' }],
    [
      { kind: 'tooLarge', limit: 7 },
      { code: 'tooLarge', limit: 7 },
    ],
  ])('are refused by the backend in its own words (%j)', async (failure, told) => {
    const { begun, add, uploads } = setup()
    add('a.txt')
    await (await begun(1)).end(failure)
    expect(uploads.items.value[0]).toMatchObject({ state: 'refused', ...told })
  })

  it('that are taken away end at once, and nothing comes of them', async () => {
    const { begun, add, uploads, done, states } = setup()
    const id = add('a.txt')
    add('b.txt')
    const first = await begun(1)
    uploads.remove(id)
    expect(first.signal.aborted).toBe(true)
    await first.end()
    expect(done).toEqual([])
    expect(states()).toEqual(['going'])
  })

  it('that are taken away are let go of at the backend, at once or with the next line, and never those that are used', async () => {
    const { begun, add, uploads, dropped, line, time } = setup({ text: 9, file: 6 })
    const first = add('a.txt')
    await begun(1)
    uploads.remove(first)
    await time.settle()
    expect(dropped).toEqual([first])
    const second = add('b.txt')
    await (await begun(2)).end()
    uploads.forget(second)
    const refused = add('c.txt', 'too much')
    uploads.remove(refused)
    line.failure = CUT
    const third = add('d.txt')
    await (await begun(3)).end()
    uploads.forget(third)
    // A form had it, and its visitor has taken it back.
    uploads.remove(third)
    await time.settle()
    expect(dropped).toEqual([first])
    delete line.failure
    uploads.resume()
    await time.settle()
    uploads.resume()
    await time.settle()
    expect(dropped).toEqual([first, third])
  })

  it('end with the conversation', async () => {
    const { begun, add, uploads, done, time } = setup()
    add('a.txt')
    add('b.txt')
    const first = await begun(1)
    uploads.dispose()
    expect(first.signal.aborted).toBe(true)
    await first.end()
    expect(done).toEqual([])
    expect(time.pending()).toBe(0)
  })

  it('that are pictures go without what their camera says, and not at all when they cannot be read', async () => {
    const { uploads, asked, begun } = setup()
    const give = (name: string, bytes: Uint8Array<ArrayBuffer>) =>
      uploads.add(Object.assign(new Blob([bytes]), { name }))
    give('broken.jpg', Uint8Array.of(0xff, 0xd8, 1, 2, 3))
    give('seen.jpg', taken(JPEG))
    expect((await begun(1)).id).toBe('u2')
    expect(uploads.items.value[0]).toMatchObject({ state: 'refused', code: 'file.broken' })
    expect(new Uint8Array(await asked[0]!.file.arrayBuffer())).toEqual(JPEG)
  })
})
