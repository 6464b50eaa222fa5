import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import { StoreUnavailable, type Batch, type Store } from '../../../demo/backend/store.js'
import { createRig, failureOf, ring, settled, textsOf } from './rig.js'

/** A disk that is full while told so; `late` ones fail after the batch is safe, so that nobody knows. */
const createFullDisk = () => {
  const store = createMemoryStore('s')
  const disk = { fails: undefined as 'early' | 'late' | 'locked' | undefined, batches: 0, folds: 0, probes: 0 }
  const append = async (batch: Batch) => {
    disk.batches++
    if (disk.fails === 'early') throw new Error('ENOSPC')
    if (disk.fails === 'locked') throw new StoreUnavailable('another program holds it')
    await store.append(batch)
    if (disk.fails === 'late') throw new Error('EIO')
  }
  const rows: Store['rows'] = (...given) => {
    if (disk.fails) disk.folds++
    return store.rows(...given)
  }
  const probe = async () => {
    disk.probes++
    if (disk.fails) throw new Error('ENOSPC')
  }
  return { disk, store: { ...store, append, rows, probe } satisfies Store }
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

describe('while the disk is full', () => {
  it('folds nothing anew, however many commands meet it, and says it once', async () => {
    const { disk, store } = createFullDisk()
    const logged: string[] = []
    const { visitor } = await createRig({ store, log: (_, code) => logged.push(code) })
    const client = await visitor()
    await ring(client)
    disk.fails = 'early'
    for (let n = 0; n < 50; n++)
      expect(await failureOf(client.send({ id: `m${n}`, type: 'message.send', text: 'Hm' }))).toEqual(unsure)
    expect(disk.folds).toBe(0)
    expect(logged).toEqual(['store.failed'])
  })

  it('folds the log anew when the store holds more than it has told', async () => {
    const { disk, store } = createFullDisk()
    const { visitor } = await createRig({ store })
    const client = await visitor()
    await ring(client)
    disk.fails = 'late'
    await failureOf(client.send({ id: 'm', type: 'message.send', text: 'Unheard' }))
    await failureOf(client.send({ id: 'n', type: 'message.send', text: 'Unheard too' }))
    expect(disk.folds).toBeGreaterThan(0)
  })

  it('keeps streams, and opens new ones in the very batch that fails', async () => {
    const { disk, store } = createFullDisk()
    const { visitor, backend } = await createRig({ store })
    const client = await visitor()
    await ring(client)
    disk.fails = 'early'
    const sent = failureOf(client.send({ id: 'm', type: 'message.send', text: 'Hm' }))
    const again = visitor({ token: client.token })
    expect(await sent).toEqual(unsure)
    expect(textsOf(await again)).toEqual(['Hello'])
    expect(client.closed).toBeUndefined()
    expect(backend.counts().streams).toBe(2)
  })

  it('says that it knows when nothing was written, and when to come again', async () => {
    const { disk, store } = createFullDisk()
    const { visitor } = await createRig({ store })
    const client = await visitor()
    await ring(client)
    disk.fails = 'locked'
    const failure = await failureOf(client.send({ id: 'm', type: 'message.send', text: 'Hm' }))
    expect(failure).toEqual({ kind: 'retry', done: 'no', after: 2_000 })
  })

  it('tells its health, and finds out by itself that there is room again', async () => {
    const { disk, store } = createFullDisk()
    const { visitor, backend, pass } = await createRig({ store })
    const client = await visitor()
    await ring(client)
    expect(backend.health()).toEqual({ ok: true })
    disk.fails = 'early'
    await failureOf(client.send({ id: 'm', type: 'message.send', text: 'Hm' }))
    expect(backend.health()).toMatchObject({ ok: false, why: 'Error: ENOSPC' })
    await pass(60_000)
    expect(disk.probes).toBeGreaterThan(5)
    expect(backend.health()).toMatchObject({ ok: false })
    disk.fails = undefined
    await pass(5_000)
    expect(backend.health()).toEqual({ ok: true })
    const { probes } = disk
    await pass(60_000)
    expect(disk.probes).toBe(probes)
  })
})
