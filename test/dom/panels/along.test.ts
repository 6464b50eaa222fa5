import { signal } from '@preact/signals'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createForm } from '../../../src/core/form.js'
import { createAlong, type Extra } from '../../../src/panels/letter/along.js'
import type { FormField } from '../../../src/protocol/form.js'
import { createConversationDouble } from '../../support/conversation-double.js'

const field = (name: string, more: Partial<FormField> = {}): FormField => ({ name, type: 'text', label: name, ...more })
const extra = (name: string, value: string): Extra => ({ name, value, label: name.toUpperCase(), text: `“${value}”` })

/** A letter with these fields, and what goes along with it. */
const letterOf = (...fields: readonly FormField[]) => {
  const { store } = createConversationDouble()
  const form = createForm({ form: { id: 'letter', fields }, store })
  const begin = () => {
    const along = createAlong(store, signal(form))
    onTestFinished(along.dispose)
    return along
  }
  const along = begin()
  return { along, form, begin, store, shown: () => along.shown.value.map(({ name, value }) => [name, value]) }
}

describe('what goes with a letter', () => {
  it('leaves what the visitor has changed as it is, however often the letter comes, also after a reload', () => {
    const { along, form, begin } = letterOf(field('order'))
    along.add([extra('order', '17')])
    expect(form.values.value.order).toBe('17')
    form.set('order', '18')
    along.add([extra('order', '17')])
    begin().add([extra('order', '17')])
    form.set('order', '')
    along.add([extra('order', '17')])
    expect([form.values.value.order, along.shown.value]).toEqual(['', []])
  })

  it('takes the place of what it was before, while nobody has touched that', () => {
    const { along, form, shown } = letterOf(field('order'))
    along.add([extra('order', '17')])
    along.add([extra('order', '19')])
    expect([form.values.value.order, shown()]).toEqual(['19', []])
  })

  it('stands beside what is filled in already, and goes with it in words: neither is lost', () => {
    const { along, form, shown } = letterOf(field('message', { type: 'textarea' }))
    form.set('message', 'These words were refused')
    along.add([extra('message', 'repair')])
    expect(form.values.value.message).toBe('These words were refused')
    expect(shown()).toEqual([['message', 'repair']])
    expect({ ...along.values(), ...form.submit() }).toEqual({
      message: 'These words were refused',
      'MESSAGE (message)': '“repair”',
    })
    form.set('message', '')
    expect([form.values.value.message, shown()]).toEqual(['', [['message', 'repair']]])
  })

  it('stands beside a field that is hidden, and in it once it shows', () => {
    const showIf = [{ name: 'name', is: 'filled' }] as const
    const { along, form, shown } = letterOf(field('name'), field('order', { showIf }))
    along.add([extra('order', '17')])
    expect([shown(), along.values()]).toEqual([[['order', '17']], { order: '17' }])
    form.set('name', 'Jana')
    expect([shown(), form.submit()]).toEqual([[], { name: 'Jana', order: '17' }])
  })

  it('comes before what a field says by itself', () => {
    const { along, form } = letterOf(field('department', { value: 'sales' }))
    along.add([extra('department', 'repairs')])
    expect(form.values.value.department).toBe('repairs')
  })

  it('is put into the next letter again', () => {
    const { along, form } = letterOf(field('order'))
    along.add([extra('order', '17')])
    form.clear()
    along.forget()
    along.add([extra('order', '17')])
    expect(form.values.value.order).toBe('17')
  })
})
