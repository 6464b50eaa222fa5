import { describe, expect, it } from 'vitest'
import {
  addField,
  changeField,
  moveOne,
  readFields,
  readOptions,
  removeField,
  withCondition,
  withFields,
  writeOptions,
} from '../../../demo/desk/model/form-editing.js'
import type { FormField } from '../../../src/protocol/form.js'

const name: FormField = { name: 'name', type: 'text', label: 'Name' }
const order: FormField = { name: 'order', type: 'text', label: 'Order', showIf: [{ name: 'topic', is: 'filled' }] }
const topic: FormField = { name: 'topic', type: 'radio', label: 'Topic', options: [{ value: 'a', label: 'A' }] }
const TEXT = JSON.stringify({ id: 'mine', title: 'Before we start', fields: [name, topic, order] })

describe('a form that is put together at the desk', () => {
  it('is the same text again, with its own id and title', () => {
    const fields = readFields(TEXT)
    expect(fields).toHaveLength(3)
    expect(JSON.parse(withFields(TEXT, fields!, 'entry'))).toEqual(JSON.parse(TEXT))
  })

  it('begins with nothing, and with its last field it is gone', () => {
    expect(readFields('')).toEqual([])
    expect(JSON.parse(withFields('', addField([]), 'entry'))).toEqual({
      id: 'entry',
      fields: [{ name: 'field1', type: 'text', label: '' }],
    })
    expect(withFields(TEXT, [], 'entry')).toBe('')
  })

  it('is left to the text while that is no form', () => {
    for (const text of ['{', '[]', '{"id":"x"}', '"no"']) expect(readFields(text), text).toBeUndefined()
  })

  it('gives each new field a name of its own', () => {
    const fields = addField(addField([{ ...name, name: 'field2' }]))
    expect(new Set(fields.map(one => one.name)).size).toBe(3)
  })

  it('moves a field by one place, and no further than the ends', () => {
    const names = (fields: readonly FormField[]) => fields.map(one => one.name).join(' ')
    expect(names(moveOne([name, topic, order], 1, -1))).toBe('topic name order')
    expect(names(moveOne([name, topic, order], 1, 1))).toBe('name order topic')
    expect(names(moveOne([name, topic, order], 0, -1))).toBe('name topic order')
    expect(names(moveOne([name, topic, order], 2, 1))).toBe('name topic order')
  })

  it('takes conditions along with a new name, and away with a field that goes', () => {
    const renamed = changeField([name, topic, order], 1, { name: 'about' })
    expect(renamed[2]?.showIf).toEqual([{ name: 'about', is: 'filled' }])
    expect(removeField([name, topic, order], 1)[1]).not.toHaveProperty('showIf')
  })

  it('leaves out what is set to nothing', () => {
    const [changed] = changeField([{ ...name, required: true, hint: 'x' }], 0, { hint: '' })
    expect(changed).toEqual({ ...name, required: true })
    expect(changeField([order], 0, withCondition(order, undefined))[0]).not.toHaveProperty('showIf')
  })

  it('reads options as they are written', () => {
    const text = 'order: An order\nOther\n\n time: 10:30 '
    const options = readOptions(text)
    expect(options).toEqual([
      { value: 'order', label: 'An order' },
      { value: 'Other', label: 'Other' },
      { value: 'time', label: '10:30' },
    ])
    expect(readOptions(writeOptions(options))).toEqual(options)
  })
})
