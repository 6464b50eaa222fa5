import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { createForm } from '../../../src/core/form.js'
import { checkField } from '../../../src/protocol/form-check.js'
import { visibleFields } from '../../../src/protocol/form-visible.js'
import type { FieldCondition, FormField } from '../../../src/protocol/form.js'

const field = (over: Partial<FormField> = {}): FormField => ({ name: 'a', type: 'text', label: 'A', ...over })
const names = (fields: readonly FormField[]) => fields.map(({ name }) => name)

const fields: readonly FormField[] = [
  field({ name: 'name', required: true }),
  field({ name: 'email', type: 'email', required: true }),
  field({ name: 'topic', type: 'select', options: [{ value: 'repair', label: 'Repair' }] }),
  field({ name: 'order', required: true, showIf: [{ name: 'topic', is: 'equal', value: 'repair' }] }),
  field({ name: 'consent', type: 'consent', version: '2026-01', required: true }),
]
const setup = (store = createMemoryStorage(), params = {}) => ({
  store,
  model: createForm({ form: { id: 'offline', fields }, store, params }),
})

describe('a form', () => {
  it('gives what was filled in, of the fields that are there', () => {
    const { model } = setup()
    model.set('topic', 'repair')
    model.set('order', '4711')
    model.set('topic', '')
    model.set('name', ' Visitor ')
    model.set('email', 'visitor@mail.example')
    model.set('consent', '2026-01')
    expect(model.submit()).toEqual({ name: 'Visitor', email: 'visitor@mail.example', consent: '2026-01' })
  })

  it('gives the ids of files, one on each line, without what the draft knows of them', () => {
    const form = { id: 'f', fields: [field({ type: 'file', maxFiles: 3 })] }
    const model = createForm({ form, store: createMemoryStorage() })
    model.set('a', 'f1 17:u1 68 one file.png\nf2 17:u2 68 two.png')
    expect(model.submit()).toEqual({ a: 'f1\nf2' })
  })

  it('says what is wrong, and nothing typed is lost', () => {
    const { model } = setup()
    model.set('email', 'visitor@mail')
    model.set('topic', 'repair')
    expect(model.submit()).toBeUndefined()
    expect(model.faults.value).toEqual({
      name: 'missing',
      email: 'email.domain',
      order: 'missing',
      consent: 'missing',
    })
    expect(model.values.value).toMatchObject({ email: 'visitor@mail', topic: 'repair' })
  })

  it('looks at a field when it is left filled in, not when it is left empty', () => {
    const { model } = setup()
    model.leave('name')
    model.set('email', 'x')
    expect(model.faults.value).toEqual({})
    model.leave('email')
    expect(model.faults.value).toEqual({ email: 'email' })
  })

  it('lets an error go as soon as it is mended', () => {
    const { model } = setup()
    model.set('email', 'visitor@mail')
    model.leave('email')
    model.set('email', 'visitor@mail.')
    expect(model.faults.value).toEqual({ email: 'email.domain' })
    model.set('email', 'visitor@mail.example')
    expect(model.faults.value).toEqual({})
  })

  it('is still filled in after a reload, but for what one has to agree to again', () => {
    const { store, model } = setup()
    model.set('name', 'Visitor')
    model.set('consent', '2026-01')
    expect(setup(store).model.values.value).toEqual({ name: 'Visitor' })
    model.clear()
    expect(store.keys()).toEqual([])
    expect(setup(store).model.values.value).toEqual({})
  })

  it.each(['{', '7', 'null', '[]', '{"name":7,"gone":"x"}'])('takes %s for no draft', kept => {
    const { store } = setup()
    store.set('form:offline', kept)
    expect(setup(store).model.values.value).toEqual({})
  })

  it('begins with what the page knows', () => {
    const form = { id: 'entry', fields: [field({ param: 'order', value: 'none' }), field({ name: 'b', value: 'B' })] }
    const begin = (params: Record<string, string>) => createForm({ form, store: createMemoryStorage(), params })
    expect(begin({ order: '4711' }).values.value).toEqual({ a: '4711', b: 'B' })
    expect(begin({}).values.value).toEqual({ a: 'none', b: 'B' })
  })
})

describe('a value', () => {
  it.each<[Partial<FormField>, string, string | undefined]>([
    [{}, '', undefined],
    [{ required: true }, ' \n', 'missing'],
    [{ type: 'heading', required: true }, '', undefined],
    [{ type: 'email' }, 'visitor@mail.example', undefined],
    [{ type: 'email' }, 'jméno+štítek@pošta.example', undefined],
    [{ type: 'email' }, 'visitor', 'email'],
    [{ type: 'email' }, 'a@b@mail.example', 'email'],
    [{ type: 'email' }, '@mail.example', 'email'],
    [{ type: 'email' }, 'a b@mail.example', 'email'],
    [{ type: 'email' }, 'visitor@mail', 'email.domain'],
    [{ type: 'email' }, 'visitor@mail.', 'email.domain'],
    [{ type: 'email' }, 'visitor@.example', 'email.domain'],
    [{ type: 'email' }, 'visitor@192.168.1.1', 'email.domain'],
    [{ type: 'phone' }, '+420 601 234 567', undefined],
    [{ type: 'phone' }, '(02) 12-34.56/7', undefined],
    [{ type: 'phone' }, '1234', 'phone'],
    [{ type: 'phone' }, '+420 call me', 'phone'],
    [{ type: 'number', min: 1, max: 9 }, '5', undefined],
    [{ type: 'number' }, 'five', 'number'],
    [{ type: 'number', min: 1 }, '0.5', 'small'],
    [{ type: 'number', max: 9 }, '9,5', 'large'],
    [{ type: 'number', max: 9 }, '-1,5', undefined],
    [{ type: 'number' }, '0x10', 'number'],
    [{ type: 'number' }, '1,5,5', 'number'],
    [{ type: 'select', options: [{ value: 'a', label: 'A' }] }, 'a', undefined],
    [{ type: 'select', options: [{ value: 'a', label: 'A' }] }, 'b', 'option'],
    [{ type: 'radio' }, 'b', 'option'],
    [{ min: 3 }, 'ab', 'short'],
    [{ max: 3 }, 'abcd', 'long'],
    [{ type: 'textarea' }, 'x'.repeat(4_001), 'long'],
    [{ type: 'date' }, 'x'.repeat(4_001), 'long'],
    [{ type: 'file' }, 'f1', undefined],
    [{ type: 'file' }, 'f1 1764 68 what an end knows of it', undefined],
    [{ type: 'file' }, ':u1 on-its-way.png', 'file'],
    [{ type: 'file' }, 'f1\nf2', 'many'],
    [{ type: 'file', maxFiles: 2 }, 'f1\n\n f2 \n', undefined],
    [{ type: 'file', maxFiles: 2 }, 'f1\n:u2 on-its-way.png', 'file'],
    [{ type: 'file', maxFiles: 2 }, 'f1\nf2\nf3', 'many'],
    [{ type: 'file', maxFiles: 2.9 }, 'f1\nf2\nf3', 'many'],
    [{ type: 'file', maxFiles: -7 }, 'f1', undefined],
    [{ pattern: '\\d{4}' }, '4711', undefined],
    [{ pattern: '\\d{4}' }, '47110', 'pattern'],
    [{ pattern: '(' }, 'anything', undefined],
  ])('of %j is looked at: %j is %s', (over, value, fault) => {
    expect(checkField(field(over), value)).toBe(fault)
  })
})

describe('conditions', () => {
  const shown = (conditions: Record<string, FieldCondition[]>, values: Record<string, string>) =>
    names(
      visibleFields(
        Object.entries(conditions).map(([name, showIf]) => field({ name, showIf })),
        values,
      ),
    )

  it('must all hold', () => {
    const both: FieldCondition[] = [
      { name: 'a', is: 'equal', value: '1' },
      { name: 'b', is: 'different', value: '2' },
    ]
    expect(shown({ a: [], b: [], c: both }, { a: '1', b: '1' })).toEqual(['a', 'b', 'c'])
    expect(shown({ a: [], b: [], c: both }, { a: '1', b: '2' })).toEqual(['a', 'b'])
  })

  it('see a field that does not show as empty, whatever was typed into it', () => {
    const chain: Record<string, FieldCondition[]> = {
      a: [],
      b: [{ name: 'a', is: 'filled' }],
      c: [{ name: 'b', is: 'filled' }],
      d: [{ name: 'b', is: 'empty' }],
    }
    expect(shown(chain, { a: 'x', b: 'y' })).toEqual(['a', 'b', 'c'])
    expect(shown(chain, { b: 'y' })).toEqual(['a', 'd'])
  })

  it('that wait for each other do not hold, nor does one that names nobody', () => {
    expect(shown({ a: [{ name: 'b', is: 'empty' }], b: [{ name: 'a', is: 'empty' }] }, {})).toEqual([])
    expect(shown({ a: [{ name: 'gone', is: 'filled' }] }, { gone: 'x' })).toEqual([])
  })

  const NAMES = ['a', 'b', 'c', 'd', 'e'] as const
  const condition = fc.record({
    name: fc.constantFrom(...NAMES),
    is: fc.constantFrom<FieldCondition['is']>('equal', 'different', 'filled', 'empty'),
    value: fc.constantFrom('', '1', '2'),
  })
  const form = fc.tuple(
    ...NAMES.map(name => fc.array(condition, { maxLength: 2 }).map(showIf => field({ name, showIf }))),
  )
  const values = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom('', '1', '2'))

  it('hold by what will be read of a value: what stands round it is no answer', () => {
    const chain: Record<string, FieldCondition[]> = {
      a: [],
      b: [{ name: 'a', is: 'equal', value: '1' }],
      c: [{ name: 'a', is: 'filled' }],
    }
    expect(shown(chain, { a: ' 1 ' })).toEqual(['a', 'b', 'c'])
    expect(shown(chain, { a: '  ' })).toEqual(['a'])
  })

  it('give the same fields in whatever order the form has them', () => {
    fc.assert(
      fc.property(form, values, fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (inOrder, given, order) => {
        const turned = order.map(at => inOrder[at] as FormField)
        expect(names(visibleFields(turned, given)).sort()).toEqual(names(visibleFields(inOrder, given)).sort())
      }),
      { seed: 4, numRuns: 2_000 },
    )
  })
})
