import { describe, expect, it, vi } from 'vitest'
import type { Form } from '../../../src/protocol/form.js'
import type { Verify } from '../../../demo/backend/verify.js'
import { createRig, failureOf } from './rig.js'

const entryForm: Form = { id: 'entry', fields: [{ name: 'topic', type: 'text', label: 'Topic', required: true }] }
const START = { type: 'session.start', entry: 'webchat', widget: 'main', form: { topic: 'bulbs' } }
const LETTER = { type: 'letter.send', widget: 'main', values: { message: 'Hello' }, took: 9_000 }

const open = async (verify?: Verify) => {
  const rig = await createRig({ widgets: { main: { entryForm } }, ...(verify && { verify }) })
  const visitor = await rig.visitor()
  let count = 0
  return { visitor, send: (command: object) => visitor.send({ id: `c${++count}`, ...command }) }
}

describe('a form that a program filled in', () => {
  it.each([
    ['quicker than a person', { took: 1_999 }],
    ['where nobody looks', { took: 9_000, trap: 'https://buy.example' }],
  ])('%s is refused before the queue as in a letter, and may be sent again', async (_, bot) => {
    const { send } = await open()
    expect(await failureOf(send({ ...START, ...bot }))).toEqual({ kind: 'rejected', code: 'form.automatic' })
    expect(await failureOf(send({ ...LETTER, ...bot }))).toEqual({ kind: 'rejected', code: 'letter.automatic' })
    expect((await send({ ...START, took: 2_000 })).session.state).toBe('queued')
  })
})

describe('a check of the site’s own', () => {
  it('is asked once for each form, with where it stood; the same command again is not looked at anew', async () => {
    const verify = vi.fn<Verify>(async token => token === 'good')
    const { send, visitor } = await open(verify)
    const letter = { id: 'letter', ...LETTER, check: 'good' }
    await visitor.send(letter)
    await visitor.send(letter)
    expect(verify.mock.calls).toEqual([['good', { form: 'letter', widget: 'main', address: undefined }]])
    await send({ ...START, took: 5_000, check: 'good' })
    expect(verify.mock.lastCall).toEqual(['good', { form: 'entry', widget: 'main', address: undefined }])
  })

  it.each([
    ['says no', async () => false],
    ['does not answer', async () => Promise.reject(new Error('the service is down'))],
  ])('that %s keeps nothing, and nobody comes by without a token', async (_, verify: Verify) => {
    const { send } = await open(verify)
    for (const command of [LETTER, { ...START, took: 5_000 }, { ...START, form: undefined, skipForm: true }])
      expect(await failureOf(send(command))).toEqual({ kind: 'rejected', code: 'check.failed' })
  })

  it('asks nothing where nothing is asked: a message on a widget without a form', async () => {
    const verify = vi.fn<Verify>(async () => false)
    const rig = await createRig({ verify })
    const visitor = await rig.visitor()
    await visitor.send({ id: 'start', type: 'session.start', entry: 'webchat', widget: 'main' })
    expect(verify).not.toHaveBeenCalled()
  })
})
