import { signal } from '@preact/signals-core'
import { describe, expect, it } from 'vitest'
import { createBell } from '../../../demo/desk/bell.js'
import { without } from '../../../demo/backend/without.js'
import type { DeskCallback } from '../../../demo/protocol/desk.js'
import { createMemoryStorage } from '../../../src/browser/storage.js'
import { sitDown } from './scripted-desk.js'

const callback = (id: string, change: Partial<DeskCallback> = {}): DeskCallback => ({
  id,
  version: 1,
  phone: '+420601234567',
  requestedAt: 1,
  dueAt: 1,
  state: 'requested',
  client: 'c1',
  widget: 'main',
  ...change,
})
const told = (one: DeskCallback) => ({ type: 'callback.changed', callback: one }) as const
const later = (id: string, at: number) => without(callback(id, { at }), 'dueAt')

describe('callbacks at the desk', () => {
  it('stand by their time, what is over behind, and none that was kept aside or cancelled', async () => {
    const { desk, live, hear } = await sitDown()
    live({ callbacks: [later('late', 900), callback('done', { state: 'reached', endedAt: 5 }), callback('now')] })
    hear(told(callback('held', { held: true })), told(callback('gone', { state: 'cancelled' })))
    expect(desk.callbacks.value.map(({ id }) => id)).toEqual(['now', 'late', 'done'])
    expect(desk.held.value).toBe(1)
  })

  it('are taken once, however often the button is pressed, and so is what came of them', async () => {
    const { desk, live, sent, settle } = await sitDown()
    live({ callbacks: [callback('now')] })
    desk.acceptCallback('now')
    desk.acceptCallback('now')
    await settle()
    expect(sent('callback.accept').map(one => one.command)).toMatchObject([{ callback: 'now' }])
    expect(desk.calling.value.get('now')).toBe('')
    sent('callback.accept')[0]?.resolve()
    await settle()
    desk.noteResult('now', 'busy')
    await settle()
    expect(sent('callback.result').map(one => one.command)).toMatchObject([{ callback: 'now', result: 'busy' }])
  })

  it('say in words why one was not taken, but for what its own line says', async () => {
    for (const [code, text] of [
      ['operator.full', /./],
      ['session.taken', /./],
      ['callback.taken', undefined],
      ['callback.over', undefined],
    ] as const) {
      const { desk, live, sent, settle, told: said } = await sitDown()
      live({ callbacks: [callback('now')] })
      desk.acceptCallback('now')
      await settle()
      sent('callback.accept')[0]?.reject({ kind: 'rejected', code })
      await settle()
      if (text) expect(said()).toEqual([expect.stringMatching(text)])
      else expect(said()).toEqual([])
    }
  })

  it('ring once when their time has come, and not before', async () => {
    const { desk, live, hear } = await sitDown()
    const rings = signal(0)
    const titles: string[] = []
    const bell = createBell({
      desk,
      store: createMemoryStorage(),
      ring: () => void rings.value++,
      setTitle: title => void titles.push(title),
    })
    live({ callbacks: [later('at', 900)] })
    expect(rings.value).toBe(0)
    hear(told(callback('at', { at: 900, dueAt: 900, version: 2 })))
    hear(told(callback('at', { at: 900, dueAt: 900, version: 3 })))
    expect(rings.value).toBe(1)
    expect(bell.announced.value).toBe('+420601234567 waits for a call')
    expect(titles.at(-1)).toContain('(1)')
    bell.dispose()
  })
})
