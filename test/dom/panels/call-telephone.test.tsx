import { signal } from '@preact/signals'
import { render } from 'preact'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Command } from '../../../src/protocol/commands.js'
import english from '../../../src/i18n/en/callpage.js'
import calls from '../../../src/i18n/en/videocall.js'
import room from '../../../src/i18n/en/callroom.js'
import type { PageView } from '../../../src/panels/call/page/CallPage.js'
import { Telephone } from '../../../src/panels/call/page/Telephone.js'
import { drawn } from '../../support/chat-rig.js'

/* To be called instead of calling, on the call page. */

interface Item {
  command: Command
  state: 'waiting' | 'failed'
  code?: string
}

const open = () => {
  const kept = signal<readonly Item[]>([])
  const leave = vi.fn()
  const onLetter = vi.fn()
  const conversation = {
    kept,
    post: (command: Command) => void (kept.value = [{ command, state: 'waiting' }]),
    discard: () => void (kept.value = []),
  }
  const life = { newId: () => 'c', start: () => ({ entry: 'video', widget: 'main' }), connect: () => conversation }
  const words = signal({ ...calls, ...room, ...english })
  const view = { words, life, leave } as unknown as PageView
  const root = document.body.appendChild(document.createElement('div'))
  render(<Telephone view={view} onLetter={onLetter} />, root)
  onTestFinished(() => {
    render(null, root)
    root.remove()
  })
  const field = root.querySelector('input')!
  const type = (text: string) => {
    field.value = text
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  return {
    ...{ root, field, leave, onLetter, type },
    said: () => root.querySelector('[role=status]')?.textContent,
    button: (name: string) => [...root.querySelectorAll('button')].find(one => one.textContent === name),
    /** The backend refuses what is asked for by a code; without one it takes it. */
    ask: async (code?: string) => {
      root.querySelector('form')!.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
      await drawn()
      kept.value = code === undefined ? [] : kept.value.map(item => ({ ...item, state: 'failed', code }))
      await drawn()
      await drawn()
    },
  }
}

describe('the telephone of the call page', () => {
  it.each([
    ['callback.number', /^We do not know such a number/, 'true'],
    ['callback.country', 'We cannot call numbers of this country or kind.', 'true'],
    ['callback.dialled', 'We are calling you already.', 'false'],
    ['group.closed', 'Nobody is here to call you now.', 'false'],
    ['something.new', 'This was not taken. Look at it once more.', 'false'],
  ])('says why nobody is called: %s', async (code, sentence, isWrong) => {
    const { ask, said, field, type, leave } = open()
    type('+44 20 7946 0958')
    await ask(code)
    expect(said()).toMatch(sentence)
    expect(field.getAttribute('aria-invalid')).toBe(isWrong)
    expect(field.value).toBe('+44 20 7946 0958')
    expect(document.activeElement).toBe(field)
    expect(leave).not.toHaveBeenCalled()
    type('+44 20 7946 0959')
    await drawn()
    expect(said()).toBe(english.phoneMore)
  })

  it('offers to leave a message where nobody can call, with the number, and nowhere else', async () => {
    const { ask, type, button, onLetter } = open()
    type('+44 20 7946 0958')
    await ask('callback.number')
    expect(button(english.letter)).toBeUndefined()
    await ask('group.closed')
    button(english.letter)!.click()
    expect(onLetter).toHaveBeenCalledWith('+44 20 7946 0958')
  })

  it('leaves the queue once it is taken, and says so', async () => {
    const { ask, type, said, leave } = open()
    type('+44 20 7946 0958')
    await ask()
    expect(said()).toBe(english.willCall)
    expect(leave).toHaveBeenCalledTimes(1)
  })
})
