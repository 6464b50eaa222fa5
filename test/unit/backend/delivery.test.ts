import { describe, expect, it } from 'vitest'
import { waitAfter } from '../../../demo/backend/delivery.js'
import { MailFailure } from '../../../demo/backend/mailer.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import { createMailbox, down, letter, lettersOn, statesOn } from './mailbox.js'
import { createRig, failureOf, settled, type Desk } from './rig.js'

describe('a letter that the mail server has refused', () => {
  const refuse = () => Promise.reject(new MailFailure('550', { isFinal: true }))
  const start = async () => {
    const box = createMailbox()
    box.answer = refuse
    const rig = await createRig({ mailer: box.mailer, virtual: box.virtual })
    const anna = await rig.desk()
    await (await rig.visitor()).send(letter('1'))
    await settled()
    const { id } = lettersOn(anna)[0]!
    const order = (name: string, desk: Desk = anna, more: object = { type: 'letter.retry' }) =>
      desk.send({ id: name, letter: id, ...more }).then(settled)
    return { box, rig, anna, order }
  }

  it('goes out once more each time an operator says so, as at its first try', async () => {
    const { box, anna, order } = await start()
    expect(statesOn(anna)).toEqual(['refused'])
    await order('r1')
    expect([box.got.length, lettersOn(anna)[0]?.delivery]).toMatchObject([
      2,
      { state: 'refused', tries: 1, why: '550' },
    ])
    box.answer = down
    await order('r2')
    expect(statesOn(anna)).toEqual(['waiting'])
    box.answer = async () => 'smtp'
    await box.virtual.pass(5_000)
    await settled()
    expect([box.got.length, lettersOn(anna)[0]?.delivery]).toMatchObject([4, { state: 'sent', tries: 2 }])
  })

  it('does not go out twice, whatever is pressed while it is under way or has arrived', async () => {
    const { box, anna, order } = await start()
    let arrive = () => {}
    box.answer = () => new Promise(resolve => (arrive = () => resolve('smtp')))
    await order('r1')
    await order('r2')
    await order('h', anna, { type: 'letter.handle', on: true })
    arrive()
    await settled()
    await order('r3')
    await box.virtual.pass(3_600_000)
    expect([box.got.length, statesOn(anna)]).toEqual([2, ['sent']])
  })

  it('is tried again after a restart too, and stays at the desk where there is no mailbox any more', async () => {
    const { box, rig, order } = await start()
    await rig.backend.dispose()
    box.answer = async () => 'smtp'
    const again = await rig.restart()
    const anna = await again.desk()
    expect(box.got).toHaveLength(1)
    await order('r1', anna)
    expect([box.got.length, statesOn(anna)]).toEqual([2, ['sent']])
    const other = await start()
    const without = await (await createRig({ store: other.rig.store, virtual: other.box.virtual })).desk()
    await other.order('r1', without)
    expect(statesOn(without)).toEqual(['kept'])
  })

  it('is of no use to try where there is none', async () => {
    const { anna } = await start()
    expect(await failureOf(anna.send({ id: 'x', type: 'letter.retry', letter: 'other' }))).toEqual({ kind: 'gone' })
  })
})

describe('a letter whose mailbox is down', () => {
  it('waits 5, 15, 45 s, then twice as long each time, up to an hour', () => {
    const waits = Array.from({ length: 12 }, (_, n) => waitAfter(n + 1) / 1_000)
    expect(waits).toEqual([5, 15, 45, 90, 180, 360, 720, 1_440, 2_880, 3_600, 3_600, 3_600])
  })

  it('is tried at these times, tells the desk when it is tried next, and arrives once it is up', async () => {
    const box = createMailbox()
    const { mailer, virtual, got } = box
    const { visitor, desk } = await createRig({ mailer, virtual })
    const anna = await desk()
    const start = virtual.clock.now()
    box.answer = down
    await (await visitor()).send(letter('1'))
    for (const [tries, after] of [5, 15, 45, 90].entries()) {
      await settled()
      const at = virtual.clock.now() + after * 1_000
      expect(lettersOn(anna)[0]?.delivery).toEqual({ state: 'waiting', tries: tries + 1, at, why: 'ECONNECTION' })
      if (tries === 3) box.answer = async () => 'smtp'
      await virtual.pass(after * 1_000)
    }
    await settled()
    expect(got.map(one => (one.at - start) / 1_000)).toEqual([0, 5, 20, 65, 155])
    expect(lettersOn(anna)[0]?.delivery).toMatchObject({ state: 'sent', tries: 5 })
    await virtual.pass(86_400_000)
    expect(got).toHaveLength(5)
  })

  it('goes on where it was after a restart, and not from the beginning', async () => {
    const box = createMailbox()
    const { mailer, virtual, got } = box
    box.answer = down
    const rig = await createRig({ mailer, virtual })
    await (await rig.visitor()).send(letter('1'))
    for (const wait of [5_000, 15_000]) {
      await settled()
      await virtual.pass(wait)
    }
    await settled()
    await rig.backend.dispose()
    await virtual.pass(40_000)
    expect(got).toHaveLength(3)
    const again = await rig.restart()
    await virtual.pass(4_999)
    expect(got).toHaveLength(3)
    box.answer = async () => 'smtp'
    await virtual.pass(1)
    await settled()
    expect(got).toHaveLength(4)
    expect(lettersOn(await again.desk())[0]?.delivery).toMatchObject({ state: 'sent', tries: 4 })
  })

  it('goes out at once after a restart when its time has come meanwhile, or was never tried', async () => {
    const box = createMailbox()
    const { mailer, virtual, got } = box
    box.answer = () => new Promise(() => {})
    const rig = await createRig({ mailer, virtual })
    await (await rig.visitor()).send(letter('1'))
    await settled()
    box.answer = async () => 'smtp'
    const again = await rig.restart()
    await settled()
    expect(got).toHaveLength(2)
    expect(statesOn(await again.desk())).toEqual(['sent'])
  })

  it('is not tried again when the mailbox will not have it, and stays on the desk', async () => {
    const box = createMailbox()
    const { mailer, virtual, got } = box
    box.answer = () => Promise.reject(new MailFailure('550', { isFinal: true }))
    const { visitor, desk } = await createRig({ mailer, virtual })
    await (await visitor()).send(letter('1'))
    await settled()
    await virtual.pass(86_400_000)
    expect(got).toHaveLength(1)
    expect(lettersOn(await desk())[0]?.delivery).toMatchObject({ state: 'refused', tries: 1, why: '550' })
  })

  it('does not hold up the others', async () => {
    const box = createMailbox()
    const { mailer, virtual, got } = box
    box.answer = down
    const { visitor, desk } = await createRig({ mailer, virtual })
    const client = await visitor()
    await client.send(letter('1'))
    await settled()
    box.answer = async () => 'smtp'
    await client.send(letter('2'))
    await settled()
    expect(got).toHaveLength(2)
    expect(statesOn(await desk())).toEqual(['waiting', 'sent'])
  })
})

describe('a store that fails', () => {
  const createFailing = () => {
    const store = createMemoryStore('site')
    const { append, head } = store
    const fail = () => Promise.reject(new Error('the disk is gone'))
    return {
      store,
      fail: () => Object.assign(store, { append: fail, head: fail }),
      mend: () => Object.assign(store, { append, head }),
    }
  }

  it('while a letter is on its way does not make it go twice', async () => {
    const { store, fail, mend } = createFailing()
    const box = createMailbox()
    const { mailer, virtual, got } = box
    const { visitor, desk } = await createRig({ store, mailer, virtual })
    let arrive = () => {}
    box.answer = () => new Promise(resolve => (arrive = () => resolve('smtp')))
    await (await visitor()).send(letter('1'))
    await settled()
    fail()
    arrive()
    await settled()
    await virtual.pass(60_000)
    mend()
    await virtual.pass(10_000)
    await settled()
    expect(got).toHaveLength(1)
    expect(statesOn(await desk())).toEqual(['sent'])
  })

  it('when it is sent keeps it with the visitor: nobody says that it has arrived', async () => {
    const { store, fail, mend } = createFailing()
    const { mailer, virtual, got } = createMailbox()
    const { visitor, desk } = await createRig({ store, mailer, virtual })
    const client = await visitor()
    fail()
    expect((await failureOf(client.send(letter('1')))).kind).toBe('retry')
    await settled()
    expect(got).toEqual([])
    mend()
    await client.send(letter('1'))
    await settled()
    expect(statesOn(await desk())).toEqual(['sent'])
    expect(got).toHaveLength(1)
  })
})
