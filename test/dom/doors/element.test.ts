import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { AppHost } from '../../../src/api/app.js'
import { defineElement, type ZvonekElement } from '../../../src/element.js'
import { buttons, clearPage, createDoorstep, hosts, names, settled } from '../../support/doorstep.js'

vi.mock('../../../src/app.js', () => ({ startApp: (host: AppHost) => ((given = host.options), app) }))
/** What the app was given last. */
let given: AppHost['options'] | undefined
const app = { call: vi.fn(), dispose: vi.fn() }

const SERVER = 'https://help.example.com'
beforeAll(() => defineElement())
beforeEach(() => {
  given = undefined
  createDoorstep()
  app.call.mockReset()
  app.dispose.mockReset()
})
afterEach(async () => {
  clearPage()
  await settled()
})

const put = (attributes: Record<string, string> = { server: SERVER }) => {
  const element = document.createElement('zvonek-widget') as ZvonekElement
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  document.body.append(element)
  return element
}

/** What a reaction of the element throws, the browser tells the page. */
const catchUncaught = () => {
  const uncaught: unknown[] = []
  const hear = (event: ErrorEvent) => {
    event.preventDefault()
    uncaught.push(event.error)
  }
  addEventListener('error', hear)
  onTestFinished(() => removeEventListener('error', hear))
  return uncaught
}

describe('<zvonek-widget>', () => {
  it('takes its options from attributes', async () => {
    const element = put({ server: SERVER, buttons: 'video webchat', theme: 'dark', lang: 'cs', class: 'mine' })
    await element.widget!.ready
    expect(names()).toEqual(['Videohovor', 'Chat'])
    expect(hosts()[0]!.dataset.theme).toBe('dark')
    expect(hosts()[0]!.parentElement).toBe(element)
  })

  it.each([
    ['consent', '', true],
    ['consent', 'false', false],
    ['asks', 'true', true],
    ['title', 'Lamp shop', 'Lamp shop'],
    ['connect', '', true],
    ['scope', 'mine', 'mine'],
    ['storage', 'memory', 'memory'],
  ] as const)('takes %s="%s" from an attribute, for all that follows', async (name, value, wanted) => {
    const element = put({ server: SERVER, [name]: value })
    void element.widget!.open().catch(() => {})
    await vi.waitFor(() => expect(given).toMatchObject({ [name]: wanted }))
  })

  it('has its handle as soon as it is on the page', () => {
    expect(put().widget!.state.connection).toBe('idle')
  })

  it('lets every event bubble out, with a name that frameworks can listen to', async () => {
    const heard: string[] = []
    for (const type of ['zvonek-ready', 'zvonek-session-ended', 'zvonek-error']) {
      document.addEventListener(type, event =>
        heard.push(`${type} ${(event as CustomEvent<{ id: string }>).detail.id}`),
      )
    }
    app.call.mockRejectedValueOnce(Object.assign(new Error('no'), { code: 'unsupported' }))
    const element = put()
    await element.widget!.ready
    buttons()[0]!.click()
    await vi.waitFor(() => expect(heard).toEqual(['zvonek-ready 1', 'zvonek-error 2']))
  })

  it('lives through a move in the document', async () => {
    const element = put()
    const { widget } = element
    await widget!.open()
    document.body.appendChild(document.createElement('main')).append(element)
    await settled()
    expect(element.widget).toBe(widget)
    expect(app.dispose).not.toHaveBeenCalled()
    expect(hosts()).toHaveLength(1)
  })

  it('is destroyed when it leaves, and begins anew when it comes back', async () => {
    const element = put()
    const { widget } = element
    await widget!.open()
    element.remove()
    await settled()
    expect(app.dispose).toHaveBeenCalledOnce()
    expect(element.widget).toBeUndefined()
    expect(element.childElementCount).toBe(0)
    document.body.append(element)
    expect(element.widget).not.toBe(widget)
  })

  it('changes language and theme while it runs', async () => {
    const element = put()
    const { widget } = element
    await widget!.ready
    element.setAttribute('theme', 'dark')
    element.setAttribute('lang', 'cs')
    await vi.waitFor(() => expect(app.call).toHaveBeenCalledWith('setLocale', ['cs']))
    expect(hosts()[0]!.dataset.theme).toBe('dark')
    expect(element.widget).toBe(widget)
  })

  it('is made anew, once, when something else changes', async () => {
    const element = put()
    const { widget } = element
    element.setAttribute('buttons', 'video')
    element.setAttribute('widget', 'repairs')
    await settled()
    expect(element.widget).not.toBe(widget)
    expect(hosts()).toHaveLength(1)
    expect(names()).toEqual(['Video call'])
  })

  it('comes once its attributes say enough, where they are put behind it', async () => {
    const uncaught = catchUncaught()
    const element = put({ buttons: 'telegraph' })
    await settled()
    expect(uncaught).toHaveLength(1)
    expect(hosts()).toHaveLength(0)
    element.setAttribute('server', SERVER)
    element.setAttribute('buttons', 'webchat')
    await settled()
    expect(names()).toEqual(['Chat'])
    expect(hosts()).toHaveLength(1)
    expect(uncaught).toHaveLength(1)
  })

  it('stays as it is where an attribute is set to what it says already', async () => {
    const element = put()
    const { widget } = element
    await widget!.open()
    element.setAttribute('server', SERVER)
    await settled()
    expect(element.widget).toBe(widget)
    expect(app.dispose).not.toHaveBeenCalled()
  })

  it('takes what attributes cannot say as a property, also one set before it was defined', async () => {
    const early = document.createElement('zvonek-late') as ZvonekElement
    early.options = { server: SERVER, words: { en: { webchat: 'Ask' } } }
    document.body.append(early)
    defineElement('zvonek-late')
    await early.widget!.ready
    expect(names()).toEqual(['Ask'])
    early.options = { server: SERVER, words: { en: { webchat: 'Write' } } }
    await settled()
    expect(names()).toEqual(['Write'])
    expect(Object.hasOwn(early, 'options')).toBe(false)
  })

  it('may be defined twice', () => {
    expect(() => defineElement()).not.toThrow()
  })
})
