import { afterEach, beforeAll, expect, vi } from 'vitest'
import type { FormField } from '../../src/protocol/form.js'
import { drawn, openChat } from './chat-rig.js'

export const field = (over: Partial<FormField>): FormField => ({ name: 'a', type: 'text', label: 'A', ...over })

/** Their files are here: how long a busy machine reads them is nobody's promise. */
beforeAll(async () => {
  await import('../../src/panels/form/index.js')
  await import('../../src/panels/asking/index.js')
})
afterEach(() => void vi.restoreAllMocks())

/** A person takes their time. */
export const takeTime = () => {
  const now = Date.now() + 5_000
  vi.spyOn(Date, 'now').mockImplementation(() => now)
}

/** A panel of a widget that asks these fields before the queue. */
export const ask = async (...fields: readonly FormField[]) => {
  const rig = openChat(conversation => {
    conversation.availability.value = { webchat: { state: 'online' } }
    conversation.settings.value = { entryForm: { id: 'e', fields } }
  })
  await vi.waitFor(() => expect(rig.root.querySelector('form')).not.toBeNull())
  takeTime()
  const all = <E extends Element = HTMLInputElement>(selector: string) => [...rig.root.querySelectorAll<E>(selector)]
  const choose = async (selector: string) => {
    rig.find<HTMLInputElement>(selector).click()
    await drawn()
  }
  const submit = async () => {
    rig.find('form').dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await drawn()
    // It goes out in a turn of its own.
    await new Promise(done => setTimeout(done))
    await drawn()
  }
  /** What goes with the session that is started. */
  const sent = () =>
    (rig.conversation.calls.find(([verb]) => verb === 'enter')?.[1] as { form: object } | undefined)?.form
  return { ...rig, all, choose, submit, sent }
}
