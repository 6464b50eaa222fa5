import { describe, expect, it, vi } from 'vitest'
import type { AppHost } from '../../../src/api/app.js'
import { createWords } from '../../../src/app/words.js'
import callback from '../../../src/i18n/cs/callback.js'
import form from '../../../src/i18n/cs/form.js'
import chat from '../../../src/i18n/cs/chat.js'

const speaking = (lang: string) => {
  const setWords = vi.fn()
  return { setWords, words: createWords({ options: { lang }, doorbell: { setWords } } as unknown as AppHost) }
}

describe('words of a language that comes as files', () => {
  it('are those of the chat at first, and of a room once it is entered', async () => {
    const { words } = speaking('cs')
    const said = await words.load()
    expect(said.value).toMatchObject(chat)
    expect(said.value.callback).toBeUndefined()
    await words.load('callback')
    expect(said.value.callback).toEqual(callback)
    expect(said.value.form).toBeUndefined()
  })

  it('come for every room that was entered when the language changes', async () => {
    const { words } = speaking('en')
    const said = await words.load('callback')
    await words.load('form')
    expect(said.value.callback).toBeUndefined()
    await words.set('cs')
    expect(said.value).toMatchObject({ callback, form })
  })

  it('are of the last language that was chosen, whatever was still on its way', async () => {
    const { words } = speaking('cs')
    const entering = words.load('form')
    await words.set('en')
    const said = await entering
    expect(said.value.form).toBeUndefined()
    expect(words.locale.value).toBe('en')
  })

  it('are of the last language that was chosen, though one that was chosen before comes later', async () => {
    const { words, setWords } = speaking('en')
    await Promise.all([words.set('cs'), words.set('en')])
    expect(words.locale.value).toBe('en')
    expect(setWords).toHaveBeenLastCalledWith(expect.anything(), 'en')
  })
})
