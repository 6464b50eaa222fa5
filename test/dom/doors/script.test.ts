import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Handle } from '../../../src/api/handle.js'
import { clearPage, createDoorstep, hosts, names, settled } from '../../support/doorstep.js'

const SERVER = 'https://help.example.com'
const globals: string[] = []
const warned: string[] = []
const failed: unknown[] = []

beforeEach(() => {
  createDoorstep()
  vi.stubGlobal('__CHUNKS__', { app: 'app-1.js', frame: 'frame-1.js', chat: 'chat-1.js', cs: 'cs-1.js' })
  vi.spyOn(console, 'warn').mockImplementation(text => void warned.push(text as string))
  vi.spyOn(console, 'error').mockImplementation(error => void failed.push(error))
})
afterEach(() => {
  for (const name of ['zvonek', ...globals.splice(0)]) {
    ;(Reflect.get(window, name) as Partial<Handle> | undefined)?.destroy?.()
    Reflect.deleteProperty(window, name)
  }
  Reflect.deleteProperty(document, 'currentScript')
  clearPage()
  warned.splice(0)
  failed.splice(0)
})

const put = (src: string, data: Record<string, string> = {}) => {
  const tag = document.createElement('script')
  // The type keeps jsdom from fetching it.
  tag.type = 'text/plain'
  tag.setAttribute('src', src)
  Object.assign(tag.dataset, data)
  return document.head.appendChild(tag)
}

/** The script runs, as the browser would run it for this tag. */
const run = async (current: Element | null = null) => {
  Object.defineProperty(document, 'currentScript', { value: current, configurable: true })
  vi.resetModules()
  await import('../../../src/script.js')
  await settled()
}
const handleOf = (name = 'zvonek') => {
  globals.push(name)
  return Reflect.get(window, name) as Handle
}
describe('the script tag', () => {
  it('is its own settings, in the order data-options, data-*, address, default', async () => {
    await run(
      put(`${SERVER}/zvonek.js?widget=address&lang=cs&theme=light&buttons=webchat`, {
        lang: 'en',
        theme: 'light',
        options: '{"theme":"dark","buttons":["webchat","video"]}',
      }),
    )
    expect(names()).toEqual(['Chat', 'Video call'])
    expect(hosts()[0]!.dataset.theme).toBe('dark')
    expect([warned, failed]).toEqual([[], []])
    await run(put(`${SERVER}/zvonek.js?widget=other`))
    expect(failed.join()).toContain('zvonek: window.zvonek is address of https://help.example.com')
  })

  it('says what is wrong with its settings, and the page goes on', async () => {
    await run(put(`${SERVER}/zvonek.js`, { options: '{theme: dark}' }))
    expect(hosts()).toHaveLength(0)
    expect(failed.join()).toContain('options must be JSON')
  })

  it('runs without settings when the server has baked none', async () => {
    await run(put(`${SERVER}/zvonek.js`))
    expect(names()).toEqual(['Chat'])
    expect([warned, failed]).toEqual([[], []])
  })

  it('is the first of our name not taken yet when it is a module', async () => {
    put('https://cdn.example.com/other.js')
    put(`${SERVER}/zvonek.js?widget=one`)
    put(`${SERVER}/v/1.4.2/zvonek.js?widget=two&global=second`)
    await run()
    await run()
    expect(handleOf()).toBeDefined()
    expect(handleOf('second')).toBeDefined()
    expect(hosts()).toHaveLength(2)
  })

  it('is found although an image is named currentScript', async () => {
    put(`${SERVER}/zvonek.js`)
    const image = document.createElement('img')
    image.name = 'currentScript'
    image.src = 'https://evil.example/zvonek.js'
    await run(image)
    expect(hosts()).toHaveLength(1)
  })

  it('says so when it cannot be found, and does not break the page', async () => {
    await run()
    expect(failed).toEqual([expect.objectContaining({ code: 'options', message: 'name it zvonek.js' })])
  })

  it.each([
    [{ options: '{' }, 'JSON'],
    [{ position: 'top' }, 'position must be end | right | left'],
  ])('says what is wrong with %o, and does not break the page', async (data, words) => {
    await run(put(`${SERVER}/zvonek.js`, data))
    expect(String(failed[0])).toContain(words)
    expect(hosts()).toEqual([])
  })

  it('twice is one widget and a warning', async () => {
    await run(put(`${SERVER}/zvonek.js?widget=main`))
    const handle = handleOf()
    await run(put(`${SERVER}/zvonek.js?widget=main`))
    expect(warned).toEqual(['zvonek: window.zvonek is main of https://help.example.com; use another data-global'])
    expect(handleOf()).toBe(handle)
    expect(hosts()).toHaveLength(1)
  })

  it('for another widget needs another name', async () => {
    await run(put(`${SERVER}/zvonek.js?widget=main`))
    await run(put(`${SERVER}/zvonek.js?widget=repairs`))
    expect(String(failed[0])).toContain('data-global')
    expect(hosts()).toHaveLength(1)
    await run(put(`${SERVER}/zvonek.js?widget=repairs`, { global: 'repairs' }))
    expect(handleOf('repairs')).not.toBe(handleOf())
    expect(hosts()).toHaveLength(2)
  })
})

describe('the queue', () => {
  it('is run once the handle stands, in order, and goes on as the handle', async () => {
    const seen: string[] = []
    Reflect.set(window, 'zvonek', [
      (z: Handle) => seen.push(`first ${z === handleOf()}`),
      (z: Handle) => z.push(() => seen.push('inner')),
      () => seen.push('second'),
    ])
    await run(put(`${SERVER}/zvonek.js`))
    handleOf().push(() => seen.push('later'))
    expect(seen).toEqual(['first true', 'inner', 'second', 'later'])
  })

  it.each([
    ['a form', () => document.createElement('form')],
    ['a text', () => 'zvonek'],
    ['an object', () => ({ push: () => {} })],
  ])('is absent where %s has its name', async (_, there) => {
    Reflect.set(window, 'zvonek', there())
    await run(put(`${SERVER}/zvonek.js`))
    expect(handleOf().state.connection).toBe('idle')
  })
})

describe('destroy()', () => {
  it('takes the name off the page, and a later tag may have it', async () => {
    await run(put(`${SERVER}/zvonek.js`))
    handleOf().destroy()
    expect('zvonek' in window).toBe(false)
    await run(put(`${SERVER}/zvonek.js`))
    expect(hosts()).toHaveLength(1)
  })

  it('leaves the name to whoever has taken it since', async () => {
    await run(put(`${SERVER}/zvonek.js`))
    const handle = handleOf()
    Reflect.set(window, 'zvonek', 'mine')
    handle.destroy()
    expect(Reflect.get(window, 'zvonek')).toBe('mine')
  })
})
