import { describe, expect, it } from 'vitest'
import { waitAfter } from '../../../demo/backend/delivery.js'
import { MailFailure, type Mailer } from '../../../demo/backend/mailer.js'
import { createMemoryStore } from '../../../demo/backend/memory-store.js'
import type { Letter } from '../../../demo/protocol/desk.js'
import { createVirtualClock } from '../../support/virtual-clock.js'
import { createRig, failureOf, settled, type Desk } from './rig.js'

/** A mailbox whose far end is the test. */
const createMailbox = () => {
  const got: { letter: Letter; site: string | undefined; at: number }[] = []
  const forgotten: string[] = []
  const virtual = createVirtualClock()
  const does = { answer: async (): Promise<'smtp'> => 'smtp' }
  const mailer: Mailer = {
    send: async (letter, site) => {
      got.push({ letter, site, at: virtual.clock.now() })
      return does.answer()
    },
    forget: async letters => void forgotten.push(...letters),
  }
  /** `answer` is what it does with the next letters. */
  return Object.assign(does, { got, forgotten, virtual, mailer })
}
const down = () => Promise.reject(new MailFailure('ECONNECTION', { isFinal: false }))

const letter = (id: string, more: object = {}) => ({
  id,
  type: 'letter.send',
  widget: 'main',
  values: { name: 'Jana', email: 'jana@mail.example', message: 'Do you deliver to Slovakia?', order: '7' },
  took: 9_000,
  ...more,
})

/** The letters as a desk shows them. */
const lettersOn = (desk: Desk): Letter[] => {
  const letters = new Map<string, Letter>()
  for (const event of desk.events) {
    if (event.type === 'snapshot') event.letters.forEach(one => letters.set(one.id, one))
    if (event.type === 'letter.added') letters.set(event.letter.id, event.letter)
    if (event.type === 'letter.changed') {
      const known = letters.get(event.progress.id)
      if (known) letters.set(known.id, { ...known, handled: undefined, ...event.progress } as Letter)
    }
  }
  return [...letters.values()]
}
const statesOn = (desk: Desk) => lettersOn(desk).map(({ delivery }) => delivery.state)

describe('a letter', () => {
  it('is on the desk with all that was filled in, and goes to the mailbox', async () => {
    const { mailer, virtual, got } = createMailbox()
    const { visitor, desk } = await createRig({ mailer, virtual })
    const anna = await desk()
    const client = await visitor()
    expect(await client.send(letter('1'))).toEqual({})
    await settled()
    expect(anna.of('letter.added').map(event => event.letter)).toMatchObject([
      {
        name: 'Jana',
        email: 'jana@mail.example',
        text: 'Do you deliver to Slovakia?',
        more: [{ key: 'order', value: '7' }],
        widget: 'main',
        at: virtual.clock.now(),
        delivery: { state: 'queued', tries: 0 },
      },
    ])
    expect(got.map(one => [one.letter.text, one.site])).toEqual([['Do you deliver to Slovakia?', 'Shop']])
    expect(lettersOn(anna).map(one => one.delivery)).toEqual([
      { state: 'sent', tries: 1, by: 'smtp', at: virtual.clock.now() },
    ])
    // It is the desk's business: the visitor's own log holds nothing of it.
    expect(client.events.map(({ type }) => type)).toEqual(['hello', 'snapshot', 'live'])
  })

  it('sent twice arrives once, and after a restart too', async () => {
    const { mailer, virtual, got } = createMailbox()
    const rig = await createRig({ mailer, virtual })
    const client = await rig.visitor()
    await Promise.all([client.send(letter('1')), client.send(letter('1'))])
    const again = await rig.restart()
    const same = await again.visitor({ token: client.token })
    await same.send(letter('1'))
    await settled()
    expect(got).toHaveLength(1)
    expect(statesOn(await again.desk())).toEqual(['sent'])
    expect(await failureOf(same.send(letter('1', { took: 9_001 })))).toEqual({ kind: 'rejected', code: 'conflict' })
  })

  it('is kept and shown where there is no mailbox', async () => {
    const { visitor, desk } = await createRig()
    await (await visitor()).send(letter('1'))
    expect(lettersOn(await desk()).map(({ delivery }) => delivery)).toEqual([{ state: 'kept', tries: 0 }])
  })

  it('has one line where one line is meant, whatever was written there', async () => {
    const { visitor, desk } = await createRig()
    const values = { name: 'Jana\r\nBcc: a@b.example', phone: '1\u20282', message: 'two\nlines', 'a\nb': 'c\nd' }
    await (await visitor()).send(letter('1', { values }))
    expect(lettersOn(await desk())).toMatchObject([
      { name: 'Jana Bcc: a@b.example', phone: '1 2', text: 'two\nlines', more: [{ key: 'a b', value: 'c\nd' }] },
    ])
  })

  it.each([
    ['in less than two seconds', { took: 1_999 }, { kind: 'rejected', code: 'letter.automatic' }],
    ['where nobody looks', { trap: 'https://pills.example' }, { kind: 'rejected', code: 'letter.automatic' }],
    ['with nothing in it', { values: { message: ' \n', name: '' } }, { kind: 'rejected', code: 'text.empty' }],
    ['of a widget that is none', { widget: 'other' }, { kind: 'rejected', code: 'widget.unknown' }],
    [
      'that is too long',
      { values: { a: 'x'.repeat(4_000), b: 'x'.repeat(3_999) } },
      { kind: 'tooLarge', limit: 8_000 },
    ],
    [
      'of too many fields',
      { values: Object.fromEntries([...Array(51).keys()].map(n => [n, 'x'])) },
      { kind: 'rejected', code: 'malformed' },
    ],
  ])('%s is refused, and not kept', async (_, more, failure) => {
    const { mailer, virtual, got } = createMailbox()
    const { visitor, desk } = await createRig({ mailer, virtual })
    expect(await failureOf((await visitor()).send(letter('1', more)))).toEqual(failure)
    await settled()
    expect([lettersOn(await desk()), got]).toEqual([[], []])
  })

  it('of the greatest length fits into one frame, and so do a hundred, one by one', async () => {
    const { visitor, desk } = await createRig()
    const client = await visitor()
    for (let n = 0; n < 100; n++) await client.send(letter(`${n}`, { values: { message: '\u{1f514}'.repeat(3_990) } }))
    const anna = await desk()
    expect(lettersOn(anna)).toHaveLength(100)
    expect(Math.max(...anna.events.map(event => Buffer.byteLength(JSON.stringify(event))))).toBeLessThan(65_536)
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

describe('an operator', () => {
  it('marks a letter as handled, for everybody, and takes it back', async () => {
    const { visitor, desk, pass } = await createRig()
    const [anna, boris] = [await desk(), await desk('boris')]
    await (await visitor()).send(letter('1'))
    await settled()
    const { id } = lettersOn(boris)[0]!
    await anna.send({ id: 'h', type: 'letter.handle', letter: id, on: true })
    await boris.send({ id: 'g', type: 'letter.handle', letter: id, on: true })
    await settled()
    expect(lettersOn(boris)).toMatchObject([{ version: 2, handled: { by: 'anna', name: 'Anna' } }])
    await boris.send({ id: 'i', type: 'letter.handle', letter: id, on: false })
    await settled()
    expect(lettersOn(anna)[0]?.handled).toBeUndefined()
    await anna.send({ id: 'j', type: 'letter.handle', letter: id, on: true })
    expect(lettersOn(await desk())).toHaveLength(1)
    await pass(3_600_001)
    expect(lettersOn(await desk())).toHaveLength(0)
  })
})

describe('somebody who is forgotten', () => {
  it('leaves no letter behind: not on a desk, not in the store, not in the mailbox, and none goes out', async () => {
    const box = createMailbox()
    const { mailer, virtual, got, forgotten } = box
    box.answer = down
    const { visitor, desk, store } = await createRig({ mailer, virtual })
    const client = await visitor()
    await client.send(letter('1'))
    await settled()
    const { id } = got[0]!.letter
    await client.send({ id: 'f', type: 'visitor.forget' })
    await virtual.pass(3_600_000)
    expect(got).toHaveLength(1)
    expect(new Set(forgotten)).toEqual(new Set([id]))
    expect(lettersOn(await desk())).toEqual([])
    expect(JSON.stringify(await store.rows(0, 1_000))).not.toContain('Slovakia')
  })

  it('while a letter is under way takes back what was written meanwhile', async () => {
    const box = createMailbox()
    const { mailer, virtual, got, forgotten } = box
    let arrive = () => {}
    box.answer = () => new Promise(resolve => (arrive = () => resolve('smtp')))
    const { visitor } = await createRig({ mailer, virtual })
    const client = await visitor()
    await client.send(letter('1'))
    await settled()
    await client.send({ id: 'f', type: 'visitor.forget' })
    forgotten.length = 0
    arrive()
    await settled()
    expect(forgotten).toEqual([got[0]!.letter.id])
  })

  it('stays known when the mailbox cannot be cleared, so that they can ask again', async () => {
    const box = createMailbox()
    const { virtual } = box
    const mailer: Mailer = { ...box.mailer, forget: () => Promise.reject(new Error('the disk is gone')) }
    const { visitor, desk } = await createRig({ mailer, virtual })
    const client = await visitor()
    await client.send(letter('1'))
    expect((await failureOf(client.send({ id: 'f', type: 'visitor.forget' }))).kind).toBe('retry')
    expect(lettersOn(await desk())).toHaveLength(1)
  })
})
