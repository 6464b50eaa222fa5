import { describe, expect, it } from 'vitest'
import type { Mailer } from '../../../demo/backend/mailer.js'
import { createMailbox, down, letter, lettersOn, statesOn } from './mailbox.js'
import { createRig, failureOf, settled } from './rig.js'

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
