import '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GROUP_FIELDS } from '../../../demo/backend/site/read-group.js'
import { Settings } from '../../../demo/desk/rooms/Settings.js'
import type { SiteSettings } from '../../../demo/protocol/desk.js'
import { fillGaps } from '../../support/jsdom-gaps.js'
import { sitDown } from '../../unit/desk/scripted-desk.js'

/* How long a client of a group may be away, as an administrator sets it at the desk. */

const SITE: SiteSettings = {
  widgets: [{ name: 'main', version: 'w1', values: { title: 'Shop' } }],
  groups: [{ name: 'sales', version: 'g1', values: { always: 'yes', awayQueue: '', awayChat: '60' } }],
  operators: [],
  looks: true,
}
/** Does something, and lets the page show it. */
const shown = (fn: () => void): void => void act(fn)

const undo: (() => void)[] = []
beforeEach(fillGaps)
afterEach(() => undo.splice(0).forEach(off => off()))

const open = async () => {
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
  shown(() => desk.settings.open())
  await pass()
  sent('settings.get').at(-1)?.resolve(SITE)
  await pass()
  const button = (name: string) => [...root.querySelectorAll('button')].find(one => one.textContent?.trim() === name)!
  const field = (label: string) => {
    const found = [...root.querySelectorAll('label')].find(one => one.textContent === label)
    return root.querySelector<HTMLInputElement>(`#${found?.htmlFor}`)!
  }
  return {
    ...{ sent, pass, field },
    press: (name: string) => shown(() => button(name).click()),
    tick: (label: string) =>
      shown(() =>
        [...root.querySelectorAll<HTMLElement>('label.tick')].find(one => one.textContent === label)!.click(),
      ),
    write: (label: string, text: string) =>
      shown(() => {
        field(label).value = text
        field(label).dispatchEvent(new Event('input', { bubbles: true }))
      }),
    help: (label: string) => root.querySelector(`#${field(label).getAttribute('aria-describedby')}`)?.textContent,
  }
}

const QUEUE = 'Minutes away until somebody has left the queue'
const CHAT = 'Minutes away until somebody has left a conversation'

describe('the times of a group at the desk', () => {
  it('are fields of their own, that say what counts where they are empty', async () => {
    const { press, field, help } = await open()
    press('sales')
    expect([field(QUEUE).value, field(CHAT).value]).toEqual(['', '60'])
    expect(help(QUEUE)).toMatch(/^Empty: 2\./)
    expect(help(CHAT)).toBe('Empty: 30.')
    expect([field(QUEUE), field(CHAT)].map(({ inputMode }) => inputMode)).toEqual(['numeric', 'numeric'])
  })

  it('are sent as they were typed, and what is not right stands beside its field and is kept', async () => {
    const { press, write, field, help, sent, pass } = await open()
    press('sales')
    write(QUEUE, '5')
    write(CHAT, 'long')
    press('Save')
    await pass()
    const order = sent('group.change').at(-1)
    expect(order?.command).toMatchObject({ name: 'sales', version: 'g1', values: { awayQueue: '5', awayChat: 'long' } })
    order?.resolve({ faults: [{ name: 'awayChat', text: 'This must be whole minutes.' }] })
    await pass()
    expect(help(CHAT)).toBe('This must be whole minutes.')
    expect(field(CHAT).getAttribute('aria-invalid')).toBe('true')
    expect([field(QUEUE).value, field(CHAT).value]).toEqual(['5', 'long'])
  })

  it('have a field like everything else that may be set of a group', async () => {
    const { press, tick } = await open()
    press('sales')
    tick('Always open')
    const there = GROUP_FIELDS.filter(name => document.querySelector(`[id^="set-"][id$="-${name}"]`))
    expect(there).toEqual(GROUP_FIELDS.filter(name => name !== 'always'))
  })
})
