import { describe, expect, it } from 'vitest'
import { readWidgetField, toWidgetTexts } from '../../../demo/backend/site/read-widget.js'
import { Unfit } from '../../../demo/backend/site/unfit.js'

/* The setting of forms that operators send into conversations. */

const form = { id: 'return', title: 'Return of goods', fields: [{ name: 'order', type: 'text', label: 'Order' }] }
const read = (value: unknown) => readWidgetField('chatForms', typeof value === 'string' ? value : JSON.stringify(value))

/** The sentence that says what is not right. */
const refusal = (value: unknown): string => {
  try {
    read(value)
  } catch (error) {
    if (error instanceof Unfit) return error.saidOf('This')
  }
  return 'taken'
}

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
    ['one without a title', [{ ...form, title: ' ' }], /^The form “return” needs a `title`/],
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
})
