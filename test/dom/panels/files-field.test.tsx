import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { FileRef } from '../../../src/protocol/entities.js'
import type { FormField } from '../../../src/protocol/form.js'
import type { UploadOptions } from '../../../src/protocol/transport.js'
import { drawn, openChat } from '../../support/chat-rig.js'

/* A field of a form that asks for files. */

beforeAll(async () => {
  await import('../../../src/panels/form/index.js')
  await import('../../../src/panels/asking/index.js')
  await import('../../../src/panels/filing/index.js')
})

const photos: FormField = { name: 'photos', type: 'file', label: 'Photos', maxFiles: 3, required: true }
const note = (name: string, size = 4): File => new File(['x'.repeat(size)], name)

/** The entry form with these fields, over a line that brings a file when the test says so. */
const ask = async (fields: readonly FormField[] = [photos], kept: Record<string, string> = {}, files?: number) => {
  const going: (UploadOptions & { whole(): void })[] = []
  const dropped: string[] = []
  let count = 0
  const ports = {
    newId: () => `u${++count}`,
    random: () => 0,
    clock: { now: () => Date.now(), after: () => () => {} },
    transport: {
      send: async ({ upload }: { upload: string }) => void dropped.push(upload),
      upload: (_: Blob, options: UploadOptions) =>
        new Promise<FileRef>(resolve => {
          const { id, name } = options
          const ref = { id: `f-${id}`, name, type: 'text/plain', size: 4, url: `/files/f-${id}` }
          going.push({ ...options, whole: () => resolve(ref) })
        }),
    },
  }
  const rig = openChat(conversation => {
    Object.assign(conversation, { ports, onEnd: () => {} })
    conversation.availability.value = { webchat: { state: 'online' } }
    conversation.limits.value = { text: 4_000, file: 8, ...(files !== undefined && { files }) }
    conversation.settings.value = { entryForm: { id: 'e', fields } }
    if (Object.keys(kept).length) conversation.store.set('form:entry:e', JSON.stringify(kept))
  })
  await vi.waitFor(() => expect(rig.root.querySelector('.put input')).not.toBeNull())
  const { root, texts, find } = rig
  const input = (n = 0) => root.querySelectorAll<HTMLInputElement>('.put input')[n]!
  const choose = async (...chosen: readonly File[]) => {
    Object.defineProperty(input(), 'files', { value: chosen, configurable: true })
    Object.defineProperty(input(), 'value', { value: '', writable: true, configurable: true })
    input().dispatchEvent(new Event('change', { bubbles: true }))
    await drawn()
  }
  const hand = async (type: 'drop' | 'paste', given: readonly File[], at: Element = input(), types = ['Files']) => {
    const event = new Event(type, { bubbles: true, cancelable: true, composed: true })
    Object.assign(event, { [type === 'drop' ? 'dataTransfer' : 'clipboardData']: { types, files: given } })
    at.dispatchEvent(event)
    await drawn()
    return event.defaultPrevented
  }
  /** All that are on their way come, one after the other. */
  const arrive = async (n: number) => {
    for (let at = 0; at < n; at++) {
      await vi.waitFor(() => expect(going.length).toBeGreaterThan(at))
      going[at]?.whole()
    }
    await vi.waitFor(() => expect(root.querySelectorAll('.file progress')).toHaveLength(0))
  }
  const submit = async () => {
    const now = Date.now() + 5_000
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now)
    find('form').dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))
    await new Promise(done => setTimeout(done))
    await drawn()
    clock.mockRestore()
  }
  const sent = () => {
    const [, given] = rig.conversation.calls.find(([verb]) => verb === 'enter') ?? []
    return (given as { form: object } | undefined)?.form
  }
  const remove = async (name: string) => {
    rig.button(`Remove ${name}`)?.focus()
    rig.button(`Remove ${name}`)?.click()
    await drawn()
  }
  const described = () =>
    (input().getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map(id => root.getElementById(id)?.textContent ?? '')
      .join(' ')
  const names = () => texts('.file b')
  return { ...rig, input, choose, hand, arrive, submit, sent, remove, described, names, dropped }
}
const at = (name: string, upload = '') => `f-old ${Date.now()}${upload && `:${upload}`} 4 ${name}`

describe('a field that takes several files', () => {
  it('has a row for each that is chosen, dropped or pasted, and sends their ids, one on each line', async () => {
    const { choose, hand, arrive, names, submit, sent, texts, input, described } = await ask()
    expect([input().multiple, texts('.put span'), described()]).toEqual([true, ['Choose files'], '0 of 3'])
    await choose(note('one.txt'))
    expect(await hand('drop', [note('two.txt')])).toBe(true)
    expect(await hand('paste', [note('three.txt')])).toBe(true)
    expect(names()).toEqual(['one.txt', 'two.txt', 'three.txt'])
    expect([texts('.put span'), described()]).toEqual([['Add files'], '3 of 3'])
    await submit()
    expect([texts('.err'), sent()]).toEqual([['A file is still on its way.'], undefined])
    await arrive(3)
    await submit()
    expect(sent()).toEqual({ photos: 'f-u1\nf-u2\nf-u3' })
  })

  it('takes as many as there is room for, and says which it did not, in words that are heard', async () => {
    const { choose, hand, names, texts, polite, input, described, remove } = await ask()
    await choose(note('1.txt'), note('2.txt'))
    await hand('drop', [note('3.txt'), note('4.txt'), note('5.txt')])
    expect(names()).toEqual(['1.txt', '2.txt', '3.txt'])
    const said = 'Up to 3 files can be sent here. Not added: 4.txt, 5.txt'
    expect([texts('.fl .hint'), polite(), described()]).toEqual([[said], said, `3 of 3 ${said}`])
    // There is nothing to choose for: it is said before somebody looks for a file.
    const click = new MouseEvent('click', { bubbles: true, cancelable: true })
    input().dispatchEvent(click)
    await drawn()
    expect([click.defaultPrevented, texts('.fl .hint')]).toEqual([true, ['Up to 3 files can be sent here.']])
    await remove('1.txt')
    await vi.waitFor(() => expect(names()).toHaveLength(3))
  })

  it('counts what all fields of the form hold against what the backend lets wait', async () => {
    const bill: FormField = { name: 'bill', type: 'file', label: 'Bill' }
    const { choose, hand, names, texts, input } = await ask([photos, bill], {}, 2)
    await choose(note('1.txt'))
    await hand('drop', [note('bill.txt')], input(1))
    await hand('drop', [note('2.txt')])
    expect(names()).toEqual(['1.txt', 'bill.txt'])
    expect(texts('.fl .hint')).toEqual(['Up to 2 files can be sent here. Not added: 2.txt'])
  })

  it('says of one that is too large why it is not sent, and the others go on', async () => {
    const { choose, names, texts, arrive, submit, remove, sent, button, dropped } = await ask()
    await choose(note('1.txt'), note('long.txt', 9), note('2.txt'))
    await arrive(2)
    expect(texts('.file.bad small')).toEqual(['9 byte is too much, the limit is 8 byte'])
    await submit()
    expect(texts('.err')).toEqual(['Choose another file, or remove the one that is marked.'])
    await remove('long.txt')
    expect(button('Remove long.txt')).toBeUndefined()
    await submit()
    expect([names(), sent(), dropped]).toEqual([['1.txt', '2.txt'], { photos: 'f-u1\nf-u3' }, []])
  })

  it('lets go of one that is removed, and focus goes to its neighbour, or back to the button', async () => {
    const { choose, arrive, remove, root, names, input, dropped } = await ask()
    await choose(note('1.txt'), note('2.txt'), note('3.txt'))
    await arrive(3)
    const focused = () => root.activeElement?.getAttribute('aria-label') ?? root.activeElement
    await remove('2.txt')
    expect([names(), focused()]).toEqual([['1.txt', '3.txt'], 'Remove 3.txt'])
    await remove('3.txt')
    expect(focused()).toBe('Remove 1.txt')
    await remove('1.txt')
    expect([names(), focused()]).toEqual([[], input()])
    expect(dropped).toEqual(['u2', 'u3', 'u1'])
  })

  it('holds after a reload what had come, asks again for what had not, and lets go of either', async () => {
    const kept = { photos: `${at('1.txt', 'u7')}\n:u8 2.txt` }
    const { names, texts, remove, submit, sent, dropped } = await ask([photos], kept)
    expect(names()).toEqual(['1.txt', '2.txt'])
    expect(texts('.file small')).toEqual(['4 byte', 'This file did not stay here. Choose it again'])
    await remove('2.txt')
    await submit()
    expect(sent()).toEqual({ photos: 'f-old' })
    await remove('1.txt')
    expect(dropped).toEqual(['u8', 'u7'])
  })
})

describe('a field that takes one file', () => {
  const photo: FormField = { name: 'photo', type: 'file', label: 'Photo' }

  it('goes on with what an earlier version has kept', async () => {
    const { names, submit, sent } = await ask([photo], { photo: at('old.txt') })
    expect(names()).toEqual(['old.txt'])
    await submit()
    expect(sent()).toEqual({ photo: 'f-old' })
  })

  it('has the name of one that an earlier version had not brought', async () => {
    const { names, texts } = await ask([photo], { photo: ': old.txt' })
    expect([names(), texts('.file.bad small')]).toEqual([['old.txt'], ['This file did not stay here. Choose it again']])
  })

  it('replaces nothing by what is dropped, and says so; another one is chosen by the button', async () => {
    const { hand, choose, names, texts, polite, input } = await ask([photo])
    await hand('drop', [note('one.txt'), note('two.txt')])
    expect(names()).toEqual(['one.txt'])
    expect(texts('.fl .hint')).toEqual(['One file can be sent here. Not added: two.txt'])
    await hand('paste', [note('three.txt')])
    expect(names()).toEqual(['one.txt'])
    expect(polite()).toBe('One file can be sent here. Not added: three.txt')
    expect([input().multiple, texts('.put span')]).toEqual([false, ['Choose another file']])
    await choose(note('four.txt'))
    expect([names(), texts('.fl .hint')]).toEqual([['four.txt'], []])
  })

  it('leaves words that are pasted alone, and what is dropped beside it goes nowhere: the page stays', async () => {
    const { hand, names, find, conversation } = await ask([photo])
    expect(await hand('paste', [note('words.png')], undefined, ['text/plain'])).toBe(false)
    expect(await hand('drop', [note('beside.txt')], find('form'))).toBe(true)
    expect(await hand('drop', [note('above.txt')], find('h2'))).toBe(true)
    expect([names(), conversation.calls.filter(([verb]) => verb === 'send')]).toEqual([[], []])
  })
})
