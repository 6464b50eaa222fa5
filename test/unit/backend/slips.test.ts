import { describe, expect, it } from 'vitest'
import { createMemoryFiles } from '../../../demo/backend/files/memory-files.js'
import { detect, digest } from '../../../demo/server/detect.js'
import type { Form } from '../../../src/protocol/form.js'
import { PNG } from '../../support/hostile-files.js'
import { createRig, failureOf, ring, settled } from './rig.js'

/* Forms that operators send into conversations. */

const returns: Form = {
  id: 'return',
  title: 'Return of goods',
  fields: [
    { name: 'order', type: 'text', label: 'Order number', required: true },
    { name: 'reason', type: 'select', label: 'Reason', options: [{ value: 'broken', label: 'It is broken' }] },
    { name: 'photo', type: 'file', label: 'Photo' },
    { name: 'agreed', type: 'consent', label: 'I agree', version: '2' },
  ],
}
const entryForm: Form = {
  id: 'entry',
  fields: [
    { name: 'department', type: 'select', label: 'Department', group: true },
    { name: 'name', type: 'text', label: 'Name' },
  ],
}

const start = async () => {
  const rig = await createRig({
    widgets: { main: { title: 'Shop', chatForms: [returns], entryForm }, bare: {} },
    files: { store: createMemoryFiles(), detect, digest },
  })
  const [visitor, anna] = [await rig.visitor(), await rig.desk()]
  const begun = await visitor.send({ id: 's', type: 'session.start', entry: 'webchat', widget: 'main', skipForm: true })
  const session = begun.session.id
  await anna.send({ id: 'accept', type: 'session.accept', session })
  let count = 0
  const ask = async (form = 'return') =>
    (await anna.send({ id: `ask ${++count}`, type: 'form.send', session, form })).message
  const fill = (form: string, values: object, id = `fill ${++count}`) =>
    visitor.send({ id, type: 'form.submit', form, session, values })
  const said = () =>
    visitor.of('message.added').flatMap(({ message }) => (message.body.kind === 'notice' ? [] : message))
  return { ...rig, arrive: rig.visitor, visitor, anna, session, ask, fill, said }
}

describe('a form in the conversation', () => {
  it('is told to the desk as one that may be sent, and what is asked before the queue without its choice of groups', async () => {
    const { anna, ask } = await start()
    expect(anna.of('forms.changed').at(-1)?.forms).toEqual([
      { widget: 'main', id: 'return', title: 'Return of goods' },
      { widget: 'main', id: 'entry', title: 'Name' },
    ])
    const { body } = await ask('entry')
    expect((body.data as Form).fields.map(({ name }) => name)).toEqual(['name'])
  })

  it('comes to the visitor whole, and what they fill in to both sides, in words, and among the parameters', async () => {
    const { visitor, anna, ask, fill, said, backend } = await start()
    const { begin, part } = await backend.visitor.files(visitor.token)
    await begin({ id: 'u', name: 'cat.png', size: PNG.length })
    const { file } = await part({ upload: 'u', at: 0, bytes: PNG })
    const asked = await ask()
    await settled()
    expect(said().at(-1)?.body).toEqual({ kind: 'form', text: 'Return of goods', data: returns })
    await fill(asked.id, { order: ' 7 ', reason: 'broken', photo: file?.id, agreed: '2', other: 'not asked' })
    await settled()
    const [answer, photo] = said().slice(-2)
    expect(answer).toMatchObject({
      from: 'visitor',
      body: {
        kind: 'filled',
        text: 'Order number: 7\nReason: It is broken\nPhoto: cat.png\nI agree: ✓',
        data: {
          form: asked.id,
          values: [
            { label: 'Order number', value: '7' },
            { label: 'Reason', value: 'It is broken' },
            { label: 'Photo', value: 'cat.png' },
            { label: 'I agree', value: '✓' },
          ],
        },
      },
    })
    expect(photo?.body.data).toEqual(file)
    expect(anna.of('message.added').map(({ message }) => message.id)).toContain(answer?.id)
    expect(anna.of('client.changed').at(-1)?.client.params).toMatchObject([
      { key: 'order', value: '7', source: 'form', label: 'Order number' },
      { key: 'reason', value: 'broken', text: 'It is broken', source: 'form' },
      { key: 'photo', value: 'cat.png', source: 'form' },
      { key: 'agreed', value: '2', source: 'form' },
    ])
  })

  it('is refused in words for who is on a call page: there it would not be seen', async () => {
    const { arrive, anna, session } = await start()
    const tab = await arrive()
    const begun = await tab.send({
      ...{ id: 's', type: 'session.start', entry: 'video', widget: 'main' },
      ...{ skipForm: true, wordless: true },
    })
    // Operators know it, and it is nothing that visitors are told.
    expect(begun.session).not.toHaveProperty('wordless')
    await settled()
    expect(anna.of('session.changed').at(-1)?.session).toMatchObject({ id: begun.session.id, wordless: true })
    await anna.send({ id: 'end', type: 'session.end', session })
    await anna.send({ id: 'take', type: 'session.accept', session: begun.session.id })
    const ask = anna.send({ id: 'ask', type: 'form.send', session: begun.session.id, form: 'return' })
    expect(await failureOf(ask)).toEqual({ kind: 'rejected', code: 'form.unseen' })
    await settled()
    expect(tab.of('message.added').filter(({ message }) => message.body.kind === 'form')).toEqual([])
  })

  it('is filled in once: the same command again changes nothing, another one is refused with a word', async () => {
    const { ask, fill, said } = await start()
    const { id } = await ask()
    const first = await fill(id, { order: '7' }, 'once')
    expect(await fill(id, { order: '7' }, 'once')).toEqual(first)
    expect(await failureOf(fill(id, { order: '8' }))).toEqual({ kind: 'rejected', code: 'form.done' })
    await settled()
    expect(said().filter(({ body }) => body.kind === 'filled')).toHaveLength(1)
  })

  it('is asked for no longer once another one is sent, or the conversation is over', async () => {
    const { ask, fill, visitor, session } = await start()
    const old = await ask()
    const fresh = await ask()
    expect(await failureOf(fill(old.id, { order: '7' }))).toEqual({ kind: 'rejected', code: 'form.old' })
    await visitor.send({ id: 'leave', type: 'session.leave', session })
    expect(await failureOf(fill(fresh.id, { order: '7' }))).toEqual({ kind: 'rejected', code: 'session.ended' })
  })

  it('stays to be filled in when what was sent is not right, and its files stay free', async () => {
    const { ask, fill } = await start()
    const { id } = await ask()
    for (const values of [{}, { order: '7', reason: 'other' }, { order: '7', agreed: '1' }])
      expect(await failureOf(fill(id, values))).toEqual({ kind: 'rejected', code: 'form.wrong' })
    expect(await failureOf(fill(id, { order: '7', photo: 'theirs' }))).toEqual({
      kind: 'rejected',
      code: 'file.unknown',
    })
    await expect(fill(id, { order: '7' })).resolves.toBeDefined()
  })

  it('is of its own client only, and of a form that there is', async () => {
    const rig = await start()
    const { id } = await rig.ask()
    const other = await rig.arrive()
    const theirs = await other.send({
      ...{ id: 's', type: 'session.start', entry: 'webchat', widget: 'main', skipForm: true },
    })
    for (const session of [rig.session, theirs.session.id]) {
      const command = { id: `steal ${session}`, type: 'form.submit', form: id, session, values: { order: '7' } }
      expect(await failureOf(other.send(command))).toMatchObject(
        session === rig.session ? { kind: 'gone' } : { code: 'form.old' },
      )
    }
    expect(await failureOf(rig.ask('nothing'))).toMatchObject({ code: 'form.unknown' })
  })

  it('is filled in as it was sent, whatever the settings are by then, and after a restart', async () => {
    const rig = await start()
    const { id } = await rig.ask()
    const again = await rig.restart()
    const { token } = rig.visitor
    const visitor = await again.visitor({ token })
    const reply = await visitor.send({ id: 'fill', type: 'form.submit', form: id, values: { order: '7' } })
    expect(reply.message.body.text).toBe('Order number: 7')
  })

  it('is no secret of the session’s: the visitor is not told how it stands in the desk’s words', async () => {
    const { ask, visitor, anna } = await start()
    await ask()
    await settled()
    expect(anna.of('session.changed').at(-1)?.session.form).toMatchObject({ seq: expect.any(Number) as number })
    expect(visitor.of('session.changed').at(-1)?.session).not.toHaveProperty('form')
  })

  it('comes with a session that the widget has none of as nothing at all', async () => {
    const rig = await createRig({ widgets: { main: { title: 'Shop' } } })
    const [visitor, anna] = [await rig.visitor(), await rig.desk()]
    const { id: session } = await ring(visitor)
    await anna.send({ id: 'accept', type: 'session.accept', session })
    expect(anna.of('forms.changed')).toEqual([])
    expect(await failureOf(anna.send({ id: 'ask', type: 'form.send', session, form: 'return' }))).toMatchObject({
      code: 'form.unknown',
    })
  })
})
