import '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Settings } from '../../../demo/desk/rooms/Settings.js'
import type { DeskCommand, SettingChange, SiteSettings } from '../../../demo/protocol/desk.js'
import type { Form } from '../../../src/protocol/form.js'
import { fillGaps } from '../../support/jsdom-gaps.js'
import { sitDown } from '../../unit/desk/scripted-desk.js'

/* Forms for conversations, put together at the desk. */

const order = { name: 'order', type: 'text', label: 'Order number' } as const
const RETURN: Form = { id: 'return', title: 'Return of goods', fields: [order] }
const REPAIR: Form = { id: 'repair', title: 'A repair', text: 'It takes a week.', fields: [order] }

/** Does something, and lets the page show it. */
const shown = (fn: () => void): void => void act(fn)

const site = (forms: readonly Form[], version = 'v1'): SiteSettings => ({
  widgets: [{ name: 'main', version, values: { title: 'Shop', chatForms: forms.length ? JSON.stringify(forms) : '' } }],
  groups: [],
  operators: [],
  looks: true,
})

const undo: (() => void)[] = []
beforeEach(fillGaps)
afterEach(() => undo.splice(0).forEach(off => off()))

const open = async (forms: readonly Form[]) => {
  const { desk, sent, settle, live } = await sitDown()
  live()
  const root = document.body.appendChild(document.createElement('div'))
  shown(() => render(<Settings desk={desk} />, root))
  undo.push(
    desk.dispose,
    () => render(null, root),
    () => root.remove(),
  )
  const pass = () => act(settle)
  const fetch = async (now: SiteSettings) => {
    await pass()
    sent('settings.get').at(-1)?.resolve(now)
    await pass()
  }
  shown(() => desk.settings.open())
  await fetch(site(forms))
  const part = () => root.querySelector<HTMLElement>('[aria-label="Forms that may be sent"]')!
  const button = (name: string) => {
    const found = [...part().querySelectorAll('button')].find(one => one.textContent?.startsWith(name))
    if (!found) throw new Error(`there is no button “${name}”`)
    return found
  }
  const field = (name: string, at = 0) =>
    [...part().querySelectorAll<HTMLInputElement>('label')]
      .filter(one => one.querySelector('span')?.textContent === name)
      .at(at)!
      .querySelector<HTMLInputElement>('.in')!
  return {
    ...{ root, button, field, fetch },
    heads: () => [...part().querySelectorAll('.head b')].map(one => one.textContent),
    press: (name: string) => shown(() => button(name).click()),
    write: (name: string, text: string, at = 0) =>
      shown(() => {
        field(name, at).value = text
        field(name, at).dispatchEvent(new Event('input', { bubbles: true }))
      }),
    forms: () => {
      const { chatForms = '' } = desk.settings.values.value
      return chatForms && (JSON.parse(chatForms) as Form[])
    },
    text: () => root.querySelector<HTMLTextAreaElement>('#set-in-chatForms')!,
    refresh: async (now: SiteSettings) => {
      shown(() => desk.settings.refresh())
      await fetch(now)
    },
    told: () => root.querySelector('[role=status]')?.textContent,
    /** What is said of whatever has the focus. */
    help: () => root.querySelector(`#${document.activeElement?.getAttribute('aria-describedby')}`)?.textContent,
    save: async (reply: SettingChange) => {
      shown(() => root.querySelector<HTMLButtonElement>('[type=submit]')!.click())
      await pass()
      const last = sent('widget.change').at(-1)!
      last.resolve(reply)
      await pass()
      return last.command as Extract<DeskCommand, { type: 'widget.change' }>
    },
  }
}

describe('forms for conversations at the desk', () => {
  it('are made from nothing, with a title, a name of their own and fields, and are saved as one setting', async () => {
    const { press, write, forms, field, save } = await open([])
    press('Add a form')
    expect(document.activeElement).toBe(field('Title'))
    write('Title', 'Return of goods')
    press('Add a field')
    expect(document.activeElement).toBe(field('Label'))
    write('Label', 'Order number')
    press('Add a form')
    write('Title', 'A repair')
    const made = [
      { id: 'form1', title: 'Return of goods', fields: [{ name: 'field1', type: 'text', label: 'Order number' }] },
      { id: 'form2', title: 'A repair', fields: [] },
    ]
    expect(forms()).toEqual(made)
    const { values } = await save({ version: 'v2' })
    expect(Object.keys(values)).toEqual(['chatForms'])
    expect(JSON.parse(values.chatForms!)).toEqual(made)
  })

  it('stand as lines of their titles, one of them open; what the editor does not show stays in them', async () => {
    const { heads, press, write, forms, root } = await open([RETURN, REPAIR])
    expect(heads()).toEqual(['Return of goods', 'A repair'])
    expect(root.querySelectorAll('.form .in')).toHaveLength(0)
    press('A repair')
    write('Title', 'Repairs')
    expect(heads()).toEqual(['Return of goods', 'Repairs'])
    expect(forms()).toEqual([RETURN, { ...REPAIR, title: 'Repairs' }])
    write('Words above its fields', '')
    expect(forms()).toEqual([RETURN, { id: 'repair', title: 'Repairs', fields: [order] }])
  })

  it('change places, with the focus on the key that moved them, and stay at the ends', async () => {
    const { heads, press, button } = await open([RETURN, REPAIR])
    press('A repair')
    press('Move this form up')
    expect(heads()).toEqual(['A repair', 'Return of goods'])
    expect(document.activeElement).toBe(button('Move this form up'))
    expect(button('Move this form up').getAttribute('aria-disabled')).toBe('true')
    press('Move this form up')
    expect(heads()).toEqual(['A repair', 'Return of goods'])
    press('Move this form down')
    expect(heads()).toEqual(['Return of goods', 'A repair'])
  })

  it('go at the second press, and not at the first; the focus is never lost', async () => {
    const { heads, press, button, forms } = await open([RETURN, REPAIR])
    press('A repair')
    press('Remove this form')
    expect(document.activeElement).toBe(button('Keep it'))
    press('Keep it')
    expect(heads()).toEqual(['Return of goods', 'A repair'])
    expect(document.activeElement).toBe(button('Remove this form'))
    press('Remove this form')
    press('Remove it')
    expect(heads()).toEqual(['Return of goods'])
    expect(document.activeElement).toBe(button('Return of goods'))
    press('Return of goods')
    press('Remove this form')
    press('Remove it')
    expect(forms()).toBe('')
    expect(document.activeElement).toBe(button('Add a form'))
  })

  it('say what is not right beside its own field, open, with the focus there, until it is changed', async () => {
    const { press, write, field, save, told, help, root } = await open([RETURN, { ...REPAIR, fields: [] }])
    press('Return of goods')
    write('Name', 'no name', 1)
    const name = 'The field “no name” has no name'
    await save({ faults: [{ name: 'chatForms', text: name, at: '0/0/name' }] })
    expect(told()).toBe('One thing is not right. Nothing was changed.')
    expect(document.activeElement).toBe(field('Name', 1))
    expect(help()).toBe(name)
    write('Name', 'order', 1)
    expect(field('Name', 1).hasAttribute('aria-invalid')).toBe(false)

    await save({ faults: [{ name: 'chatForms', text: 'A form has 1 to 30 fields.', at: '1/fields' }] })
    expect(document.activeElement?.textContent).toBe('Add a field')
    expect(document.activeElement?.closest('.form')?.getAttribute('aria-label')).toBe('Form 2')
    expect(help()).toBe('A form has 1 to 30 fields.')

    // What no field shows, and what is nowhere in particular, is said all the same.
    await save({ faults: [{ name: 'chatForms', text: 'has a pattern that is none', at: '0/0/pattern' }] })
    expect(help()).toBe('has a pattern that is none')
    await save({ faults: [{ name: 'chatForms', text: 'This has 1 to 12 forms.' }] })
    expect(document.activeElement).toBe(root.querySelector('#set-in-chatForms'))
    expect(help()).toBe('This has 1 to 12 forms.')
  })

  it('are kept as they were typed when somebody else sets others meanwhile, and can be saved over them', async () => {
    const { press, write, heads, refresh, told, fetch, save, root } = await open([RETURN])
    press('Return of goods')
    write('Title', 'Returns')
    await refresh(site([REPAIR], 'v2'))
    expect(told()).toBe('Somebody else has changed this meanwhile. What you typed is still here, and not saved.')
    expect(heads()).toEqual(['Returns'])
    shown(() => [...root.querySelectorAll('button')].find(one => one.textContent === 'Keep mine')!.click())
    const { version, values } = await save({ version: 'v3' })
    await fetch(site([{ ...RETURN, title: 'Returns' }], 'v3'))
    expect([version, JSON.parse(values.chatForms!)]).toEqual(['v2', [{ ...RETURN, title: 'Returns' }]])
    expect(told()).toBe('Saved. It counts from now on.')
    // Untouched, they follow.
    await refresh(site([REPAIR], 'v4'))
    expect(heads()).toEqual(['A repair'])
  })

  it('are left to the text while that is no list of forms, and nothing of it is lost', async () => {
    const { root, heads, text } = await open([RETURN])
    shown(() => {
      text().value = '[{"id": "return"'
      text().dispatchEvent(new Event('input', { bubbles: true }))
    })
    expect(heads()).toEqual([])
    expect(root.textContent).toContain('The text below is no form yet')
    expect(text().value).toBe('[{"id": "return"')
  })
})
