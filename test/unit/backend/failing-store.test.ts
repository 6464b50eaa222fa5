import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Batch, Store } from '../../../demo/backend/store.js'
import { createRig, failureOf, ring, settled, textsOf } from './rig.js'

/** A disk that is full while told so; `late` ones fail after the batch is safe, so that nobody knows. */
const createFullDisk = () => {
  const store = createMemoryStore('s')
  const disk = { fails: undefined as 'early' | 'late' | undefined, batches: 0 }
  const append = async (batch: Batch) => {
    disk.batches++
    if (disk.fails === 'early') throw new Error('ENOSPC')
    await store.append(batch)
    if (disk.fails === 'late') throw new Error('EIO')
  }
  return { disk, store: { ...store, append } satisfies Store }
}

const unsure = { kind: 'retry', done: 'unknown' }

describe('when the disk is full', () => {
  it('says that it does not know, shows nobody what is not safe, and goes on afterwards', async () => {
    const { disk, store } = createFullDisk()
    const { visitor, desk } = await createRig({ store })
    const anna = await desk()
    const client = await visitor()
    const { id: session } = await ring(client)
    disk.fails = 'early'
    const command = { id: 'm', type: 'message.send', text: 'Later' }
    expect(await failureOf(client.send(command))).toEqual(unsure)
    expect(await failureOf(anna.send({ id: 'a', type: 'session.accept', session }))).toEqual(unsure)
    await settled()
    expect(textsOf(client)).toEqual(['Hello'])

    disk.fails = undefined
    await client.send(command)
    await anna.send({ id: 'a', type: 'session.accept', session })
    await settled()
    expect(textsOf(client)).toEqual(['Hello', 'Later', 'Anna is here'])
    expect(textsOf(anna)).toEqual(['Hello', 'Later', 'Anna is here'])
  })

  it('has one effect for a command that was safe although the disk failed', async () => {
    const { disk, store } = createFullDisk()
    const { visitor } = await createRig({ store })
    const client = await visitor()
    await ring(client)
    disk.fails = 'late'
    const command = { id: 'm', type: 'message.send', text: 'Once' }
    expect(await failureOf(client.send(command))).toEqual(unsure)
    disk.fails = undefined
    expect((await client.send(command)).message.body.text).toBe('Once')
    const back = await visitor({ token: client.token })
    expect(textsOf(back)).toEqual(['Hello', 'Once'])
  })

  it('sends a reader away who would miss a row, and has it when they come back', async () => {
    const { disk, store } = createFullDisk()
    const { visitor } = await createRig({ store })
    const client = await visitor()
    await ring(client)
    disk.fails = 'late'
    await failureOf(client.send({ id: 'm', type: 'message.send', text: 'Unheard' }))
    disk.fails = undefined
    await client.send({ id: 'n', type: 'message.send', text: 'Next' })
    await settled()
    expect(client.closed).toEqual({ kind: 'retry', done: 'no' })
    const after = client.cursor()
    const back = await visitor({ token: client.token, ...(after && { after }) })
    expect(textsOf(back)).toEqual(['Unheard', 'Next'])
  })
})

describe('the writer', () => {
  it('takes everything that waits in one batch', async () => {
    const { disk, store } = createFullDisk()
    const { visitor } = await createRig({ store })
    const client = await visitor()
    await ring(client)
    const before = disk.batches
    const ids = Array.from({ length: 50 }, (_, n) => `m${n}`)
    await Promise.all(ids.map(id => client.send({ id, type: 'message.send', text: id })))
    expect(disk.batches - before).toBeLessThan(10)
    await settled()
    expect(textsOf(client).slice(1)).toEqual(ids)
  })
})
