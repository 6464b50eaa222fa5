import { describe, expect, it } from 'vitest'
import { createMemoryFiles } from '../../../demo/backend/files/memory-files.js'
import { readForm } from '../../../demo/backend/site/read-form.js'
import { Unfit } from '../../../demo/backend/site/unfit.js'
import { detect, digest } from '../../../demo/server/detect.js'
import type { FileRef } from '../../../src/protocol/entities.js'
import type { Form } from '../../../src/protocol/form.js'
import { PNG } from '../../support/hostile-files.js'
import { createRig, failureOf, OPERATORS, settled } from './rig.js'

/* Fields that take several files, in each of the forms that have them. */

const form = (id: string): Form => ({
  id,
  title: 'Damage',
  fields: [
    { name: 'message', type: 'textarea', label: 'Message' },
    { name: 'photos', type: 'file', label: 'Photos', maxFiles: 3 },
    { name: 'bill', type: 'file', label: 'Bill' },
  ],
})

const start = async () => {
  const store = createMemoryFiles()
  const rig = await createRig({
    files: { store, detect, digest },
    widgets: {
      main: { title: 'Shop', entryForm: form('entry'), offlineForm: form('offline'), chatForms: [form('damage')] },
    },
  })
  const [visitor, anna] = [await rig.visitor(), await rig.desk()]
  const bring = async (name: string): Promise<FileRef> => {
    const { begin, part } = await rig.backend.visitor.files(visitor.token)
    await begin({ id: name, name, size: PNG.length })
    return (await part({ upload: name, at: 0, bytes: PNG })).file!
  }
  const several = async (...names: readonly string[]) => {
    const refs: FileRef[] = []
    for (const name of names) refs.push(await bring(name))
    return { refs, value: refs.map(({ id }) => id).join('\n') }
  }
  /** The three ways in which a form goes out. */
  const ways = {
    letter: (id: string, values: object) =>
      visitor.send({ id, type: 'letter.send', widget: 'main', took: 9_000, values }),
    entry: (id: string, values: object) =>
      visitor.send({ id, type: 'session.start', entry: 'webchat', widget: 'main', took: 9_000, form: values }),
    slip: async (id: string, values: object) => {
      const { session } = await visitor.send({
        ...{ id: 'ring', type: 'session.start', entry: 'webchat', widget: 'main', skipForm: true },
      })
      await anna.send({ id: 'accept', type: 'session.accept', session: session.id })
      const asked = await anna.send({ id: 'ask', type: 'form.send', session: session.id, form: 'damage' })
      return visitor.send({ id, type: 'form.submit', form: asked.message.id, session: session.id, values })
    },
  }
  /** Every file that anybody was shown, as often as they were. */
  const shown = async () => {
    await settled()
    const said = anna.of('message.added').flatMap(({ message: { body } }) => (body.kind === 'file' ? body.data : []))
    return [...said, ...anna.of('letter.added').flatMap(({ letter: { files = [] } }) => files)]
  }
  return { ...rig, store, visitor, anna, bring, several, ways, shown }
}
const WAYS = ['letter', 'entry', 'slip'] as const

describe('a field that takes several files', () => {
  it.each(WAYS)('brings all of them, in their order, and each once however often it is sent: %s', async way => {
    const { several, ways, shown, anna, store } = await start()
    const { refs, value } = await several('one.png', 'two.png', 'three.png')
    const values = { message: 'Broken', photos: value }
    const first = await ways[way]('c', values)
    expect(await ways[way]('c', values)).toEqual(first)
    expect(await shown()).toEqual(refs)
    const names = 'one.png, two.png, three.png'
    if (way === 'letter')
      expect(anna.of('letter.added').map(({ letter }) => letter.more)).toEqual([[{ key: 'Photos', value: names }]])
    else expect(anna.of('client.changed').at(-1)?.client.params).toMatchObject([{}, { key: 'photos', value: names }])
    for (const { id } of refs) expect(await store.get(id)).toMatchObject({ state: 'kept', usedBy: 'c' })
  })

  it.each(WAYS)(
    'takes no more than it says, and one where it says nothing; what was refused stays free: %s',
    async way => {
      const { several, ways, shown } = await start()
      const { refs, value } = await several('1.png', '2.png', '3.png', '4.png')
      const rest = refs.map(({ id }) => id)
      for (const [id, values] of [
        ['four', { photos: value }],
        ['two', { bill: rest.slice(0, 2).join('\n') }],
      ] as const)
        expect(await failureOf(ways[way](id, { message: 'Broken', ...values }))).toEqual({
          kind: 'rejected',
          code: 'form.wrong',
        })
      expect(await shown()).toEqual([])
      await ways[way]('right', { message: 'Broken', photos: rest.slice(0, 3).join('\n'), bill: rest[3] })
      expect(await shown()).toEqual(refs)
    },
  )

  it.each(WAYS)('is refused whole with one among them that is not theirs, used, or there twice: %s', async way => {
    const { several, ways, shown } = await start()
    const { refs, value } = await several('one.png', 'two.png')
    const id = refs[0]!.id
    for (const [command, photos] of [
      ['unknown', `${value}\nnothing`],
      ['twice', `${value}\n${id}`],
    ] as const)
      expect(await failureOf(ways[way](command, { photos }))).toEqual({ kind: 'rejected', code: 'file.unknown' })
    await ways[way]('all', { photos: `\n ${value} \n\n` })
    expect(await shown()).toEqual(refs)
    expect(await failureOf(ways.letter('again', { photos: id }))).toEqual({ kind: 'rejected', code: 'file.unknown' })
  })

  it('goes on with a command that was taken, though the field takes fewer since', async () => {
    const { several, ways, shown, backend } = await start()
    const { refs, value } = await several('one.png', 'two.png')
    const first = await ways.letter('c', { photos: value })
    const offlineForm = { ...form('offline'), fields: [{ name: 'photos', type: 'file', label: 'Photos' } as const] }
    await backend.configure({ operators: OPERATORS, groups: {}, widgets: { main: { title: 'Shop', offlineForm } } })
    expect(await ways.letter('c', { photos: value })).toEqual(first)
    expect(await shown()).toEqual(refs)
  })
})

describe('how many files a field takes', () => {
  const read = (maxFiles: unknown) => {
    const text = JSON.stringify({ id: 'f', fields: [{ name: 'a', type: 'file', label: 'A', maxFiles }] })
    try {
      return readForm(text).fields[0]?.maxFiles
    } catch (error) {
      return error instanceof Unfit ? error.saidOf('This') : error
    }
  }

  it('is a whole number that may wait to be sent', () => {
    expect([read(undefined), read(1), read(10)]).toEqual([undefined, 1, 10])
    for (const wrong of [0, -1, 2.5, 11])
      expect(read(wrong)).toBe('The field “a” has a `maxFiles` that is no whole number from 1 to 10.')
    expect(read('3')).toMatch(/^This is no form/)
  })

  it('stays with a field that asks for something else now', () => {
    const fields = [{ name: 'a', type: 'text', label: 'A', maxFiles: 99 }]
    expect(readForm(JSON.stringify({ id: 'f', fields })).fields).toEqual(fields)
  })
})
