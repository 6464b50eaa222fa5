import { describe, expect, it } from 'vitest'
import { readWidgetField, toWidgetTexts } from '../../../demo/backend/site/read-widget.js'
import { Unfit } from '../../../demo/backend/site/unfit.js'

/* The setting of forms that operators send into conversations. */

const form = { id: 'return', title: 'Return of goods', fields: [{ name: 'order', type: 'text', label: 'Order' }] }
const read = (value: unknown) => readWidgetField('chatForms', typeof value === 'string' ? value : JSON.stringify(value))

/** The sentence that says what is not right. */
const refusal = (value: unknown): string => thrownBy(value)?.saidOf('This') ?? 'taken'

describe('forms for conversations', () => {
  it('are a list, read as it is written, and written as it is read', () => {
    const chatForms = read([form, { ...form, id: 'other' }]) as (typeof form)[]
    expect(chatForms).toEqual([form, { ...form, id: 'other' }])
    expect(read(toWidgetTexts({ title: 'Shop', origins: [], chatForms: chatForms as never }).chatForms)).toEqual(
      chatForms,
    )
    expect(read('')).toBeUndefined()
  })

  it.each([
    ['no JSON', '[', /^This cannot be read as JSON/],
    ['no list', form, 'This must be a list of forms: [{ … }].'],
    ['an empty list', [], 'This has 1 to 12 forms.'],
    ['too many', Array.from({ length: 13 }, (_, n) => ({ ...form, id: `f${n}` })), 'This has 1 to 12 forms.'],
    ['one without a title', [{ ...form, title: ' ' }], /^The form “return” needs a title/],
    ['an id with a space', [{ ...form, id: 'a b' }], /^The form “a b” needs an `id`/],
    ['two of one id', [form, form], 'Two forms are called “return”.'],
    ['one without fields', [{ ...form, fields: [] }], 'A form has 1 to 30 fields.'],
    [
      'a kind that there is not',
      [{ ...form, fields: [{ name: 'a', type: 'colour', label: 'A' }] }],
      /^The field “a” is of no kind that there is/,
    ],
  ])('%s is refused in a sentence that says what to do', (_, value, sentence) => {
    expect(refusal(value)).toMatch(sentence)
  })

  it.each([
    ['a title', [form, { ...form, id: 'b', title: '' }], '1/title'],
    ['an id', [{ ...form, id: 'a b' }], '0/id'],
    ['an id of two', [form, form], '1/id'],
    ['fields', [form, { ...form, id: 'b', fields: [] }], '1/fields'],
    ['a field', [form, { ...form, id: 'b', fields: [...form.fields, { ...form.fields[0], name: '' }] }], '1/1/name'],
    ['options', [{ ...form, fields: [{ name: 'a', type: 'select', label: 'A' }] }], '0/0/options'],
    ['no place: what cannot be read', [form, { id: 'b' }], undefined],
    ['no place: the whole list', [], undefined],
  ])('a refusal says where it is: %s', (_, value, at) => {
    expect(thrownBy(value)?.at).toBe(at)
  })
})

const thrownBy = (value: unknown): Unfit | undefined => {
  try {
    read(value)
  } catch (error) {
    if (error instanceof Unfit) return error
  }
  return undefined
}
