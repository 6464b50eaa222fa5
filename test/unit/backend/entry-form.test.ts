import { describe, expect, it } from 'vitest'
import type { GroupSettings } from '../../../demo/backend/groups.js'
import type { Form, FormField } from '../../../src/protocol/form.js'
import { createMemoryFiles } from '../../../demo/backend/files/memory-files.js'
import { detect, digest } from '../../../demo/server/detect.js'
import { PNG } from '../../support/hostile-files.js'
import { createRig, failureOf, settled } from './rig.js'

const field = (over: Partial<FormField> & { name: string }): FormField => ({ type: 'text', label: over.name, ...over })
const FIELDS: readonly FormField[] = [
  field({ name: 'head', type: 'heading' }),
  field({ name: 'name', label: 'Your name', required: true, max: 20 }),
  field({ name: 'email', type: 'email' }),
  field({ name: 'topic', type: 'select', options: [{ value: 'repair', label: 'A repair' }] }),
  field({ name: 'serial', required: true, showIf: [{ name: 'topic', is: 'equal', value: 'repair' }] }),
  field({ name: 'sure', type: 'checkbox' }),
  field({ name: 'mood', type: 'rating', scale: 'thumbs' }),
  field({ name: 'day', type: 'date' }),
  field({ name: 'hour', type: 'time' }),
  field({ name: 'moment', type: 'datetime' }),
  field({ name: 'consent', type: 'consent', version: '2026-11', required: true }),
]
const GOOD = { name: ' Jana ', consent: '2026-11' }

const setup = async (fields = FIELDS, groups: Readonly<Record<string, GroupSettings>> = {}) => {
  const entryForm: Form = { id: 'entry', fields }
  const rig = await createRig({ widgets: { main: { title: 'Shop', entryForm }, plain: {} }, groups })
  const visitor = await rig.visitor()
  const start = (more: object) =>
    visitor.send({ id: 's', type: 'session.start', entry: 'webchat', widget: 'main', ...more })
  const anna = await rig.desk()
  const client = () => anna.of('client.changed').at(-1)?.client
  return { ...rig, seen: visitor, start, anna, client }
}

describe('the entry form of a widget', () => {
  it('tells the desk what was chosen in the words of the form, beside what rules go by', async () => {
    const { start, client } = await setup()
    await start({ form: { ...GOOD, topic: 'repair', serial: '7' } })
    await settled()
    expect(client()?.params).toContainEqual(
      expect.objectContaining({ key: 'topic', value: 'repair', text: 'A repair', label: 'topic' }),
    )
  })

  it('comes with the settings, and what it says stands among the parameters, named as it was asked', async () => {
    const { seen, start, client } = await setup()
    expect(seen.of('hello')[0]?.settings.entryForm?.fields).toHaveLength(FIELDS.length)
    await start({
      form: { ...GOOD, head: 'x', other: 'not asked for', serial: '7' },
      params: { plan: 'gold', name: 'page' },
    })
    await settled()
    expect(client()).toMatchObject({
      name: 'Jana',
      params: [
        { key: 'name', value: 'Jana', source: 'entryForm', label: 'Your name' },
        { key: 'consent', value: '2026-11', source: 'entryForm', label: 'consent', at: expect.any(Number) as number },
        { key: 'plan', value: 'gold', source: 'page' },
      ],
    })
    expect(client()?.params).toHaveLength(3)
  })

  it.each([
    ['nothing', {}, 'form.missing'],
    ['without what is required', { form: { name: 'Jana' } }, 'form.wrong'],
    ['with spaces for a name', { form: { ...GOOD, name: '  ' } }, 'form.wrong'],
    ['too long', { form: { ...GOOD, name: 'x'.repeat(21) } }, 'form.wrong'],
    ['another wording agreed to', { form: { ...GOOD, consent: '2025-01' } }, 'form.wrong'],
    ['an address that is none', { form: { ...GOOD, email: 'jana@mail' } }, 'form.wrong'],
    ['an option that there is not', { form: { ...GOOD, topic: 'cake' } }, 'form.wrong'],
    ['without what the option asks for', { form: { ...GOOD, topic: 'repair' } }, 'form.wrong'],
    ['a tick that is none', { form: { ...GOOD, sure: 'maybe' } }, 'form.wrong'],
    ['a thumb halfway', { form: { ...GOOD, mood: '3' } }, 'form.wrong'],
    ['a day that there is not', { form: { ...GOOD, day: '2026-13-40' } }, 'form.wrong'],
    ['an hour that there is not', { form: { ...GOOD, hour: '25:00' } }, 'form.wrong'],
    ['a moment without a time', { form: { ...GOOD, moment: '2026-11-26' } }, 'form.wrong'],
  ])('%s: nothing begins, and the sentence says why', async (_, more, code) => {
    const { start, client } = await setup()
    expect(await failureOf(start(more))).toEqual({ kind: 'rejected', code })
    expect(client()?.params ?? []).toEqual([])
    // The same form, mended, is taken.
    const { session } = await start({ id: 't', form: GOOD })
    expect(session.state).toBe('queued')
  })

  it('is taken whole, with every kind of field', async () => {
    const { start, client } = await setup()
    const more = { email: 'a@b.example', topic: 'repair', serial: '7', sure: 'yes', mood: '5' }
    const times = { day: '2026-11-26', hour: '09:30', moment: '2026-11-26T09:30' }
    await start({ form: { ...GOOD, ...more, ...times } })
    await settled()
    expect(client()?.params.map(({ key }) => key)).toEqual([
      'name',
      'email',
      'topic',
      'serial',
      'sure',
      'mood',
      'day',
      'hour',
      'moment',
      'consent',
    ])
  })

  it('names the field in its refusal', async () => {
    const { start } = await setup()
    await expect(start({ form: { ...GOOD, email: 'jana@mail' } })).rejects.toThrow(
      'The field “email” of the form is not right: email.domain.',
    )
  })

  it('is skipped when the page says so, and asked for nowhere else', async () => {
    const { start, seen } = await setup()
    expect((await start({ skipForm: true })).session.state).toBe('queued')
    const other = await setup()
    await expect(other.start({ widget: 'plain' })).resolves.toBeDefined()
    expect(seen.of('hello')[0]?.settings.feedback).toBeUndefined()
  })

  it('is not asked for again while a session is open', async () => {
    const { start } = await setup()
    const { session } = await start({ form: GOOD })
    expect((await start({ id: 'again' })).session.id).toBe(session.id)
  })

  it('that is too long is refused as such, also where nothing is asked', async () => {
    const { start } = await setup()
    const long = 'x'.repeat(3_500)
    for (const widget of ['main', 'plain'])
      expect(await failureOf(start({ id: widget, widget, form: { a: long, b: long } }))).toEqual({
        kind: 'tooLarge',
        limit: 6_000,
      })
  })
})

describe('a choice of departments', () => {
  const DEPARTMENT = field({ name: 'department', type: 'radio', group: true, required: true })
  const queued = async (given: Awaited<ReturnType<typeof setup>>) => {
    await settled()
    return given.anna.of('session.changed').at(-1)?.session.group
  }

  it('has the groups that there are, and the one that is chosen takes the session', async () => {
    const given = await setup([DEPARTMENT], { sales: {}, repairs: {} })
    expect(given.seen.of('hello')[0]?.settings.entryForm?.fields[0]?.options).toEqual([
      { value: 'sales', label: 'sales' },
      { value: 'repairs', label: 'repairs' },
    ])
    await given.start({ form: { department: 'repairs' } })
    expect(await queued(given)).toBe('repairs')
  })

  it('may name them otherwise; one that is gone is not offered, nor taken', async () => {
    const options = [
      { value: 'repairs', label: 'Lamps and wires' },
      { value: 'gone', label: 'Old' },
    ]
    const given = await setup([{ ...DEPARTMENT, options }], { sales: {}, repairs: {} })
    expect(given.seen.of('hello')[0]?.settings.entryForm?.fields[0]?.options).toEqual(options.slice(0, 1))
    expect(await failureOf(given.start({ form: { department: 'gone' } }))).toEqual({
      kind: 'rejected',
      code: 'form.wrong',
    })
  })

  it('asks nobody where there are no groups', async () => {
    const given = await setup([DEPARTMENT])
    expect(given.seen.of('hello')[0]?.settings.entryForm?.fields).toEqual([])
    expect((await given.start({ form: {} })).session.state).toBe('queued')
  })

  it('filled in while a conversation runs already, in another tab, is kept with it: what it says, and its files', async () => {
    const entryForm: Form = { id: 'entry', fields: [field({ name: 'name' }), field({ name: 'photo', type: 'file' })] }
    const rig = await createRig({
      widgets: { main: { title: 'Shop', entryForm } },
      files: { store: createMemoryFiles(), detect, digest },
    })
    const [visitor, anna] = [await rig.visitor(), await rig.desk()]
    const { begin, part } = await rig.backend.visitor.files(visitor.token)
    await begin({ id: 'u', name: 'cat.png', size: PNG.length })
    const { file } = await part({ upload: 'u', at: 0, bytes: PNG })
    const start = (id: string, form: object) =>
      visitor.send({ id, type: 'session.start', entry: 'webchat', widget: 'main', took: 9_000, form })
    const first = await start('one', { name: 'Jana' })
    const again = { name: 'Jana K.', photo: file?.id }
    expect(await start('two', again)).toEqual(first)
    await start('two', again)
    await settled()
    expect(anna.of('message.added').map(({ message }) => message.body)).toEqual([
      { kind: 'file', text: 'cat.png', data: file },
    ])
    expect(anna.of('client.changed').at(-1)?.client).toMatchObject({
      name: 'Jana K.',
      params: [
        { key: 'name', value: 'Jana K.' },
        { key: 'photo', value: 'cat.png' },
      ],
    })
    expect((await rig.backend.files?.open(file?.id ?? ''))?.file.state).toBe('kept')
  })
})
