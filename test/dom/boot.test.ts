import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Handle } from '../../src/api/handle.js'
import { buttons, clearPage, createDoorstep, hosts, names, settled } from '../support/doorstep.js'

let doorstep: ReturnType<typeof createDoorstep>
beforeEach(() => {
  doorstep = createDoorstep()
})
afterEach(clearPage)

const RUNNING = 'zvonek:help.example.com:running'
const hover = () => buttons()[0]!.dispatchEvent(new Event('pointerenter'))

describe('before the visitor acts', () => {
  it('reads one key, writes none and fetches nothing', async () => {
    const read = vi.spyOn(Storage.prototype, 'getItem')
    const write = vi.spyOn(Storage.prototype, 'setItem')
    await doorstep.boot().ready
    await settled()
    expect(read.mock.calls).toEqual([[RUNNING]])
    expect(write).not.toHaveBeenCalled()
    expect(doorstep.load).not.toHaveBeenCalled()
  })

  it('does not even read with storage: memory', async () => {
    const read = vi.spyOn(Storage.prototype, 'getItem')
    await doorstep.boot({ storage: 'memory' }).ready
    expect(read).not.toHaveBeenCalled()
  })

  it('works where reading is forbidden', async () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    await doorstep.boot().ready
    expect(names()).toEqual(['Chat'])
  })

  it.each([
    ['pointing at', () => hover()],
    ['focusing', () => buttons()[0]!.focus()],
  ])('fetches files by %s a button, and starts nothing', async (_, act) => {
    await doorstep.boot().ready
    act()
    await settled()
    expect(doorstep.load.mock.calls).toEqual([['webchat', 'en']])
    expect(doorstep.apps).toEqual([])
  })

  it('fetches nothing early with preload: false, nor for somebody who saves data', async () => {
    await doorstep.boot({ preload: false }).ready
    hover()
    clearPage()
    doorstep = createDoorstep()
    vi.stubGlobal('navigator', { language: 'en', connection: { saveData: true } })
    await doorstep.boot().ready
    hover()
    expect(doorstep.load).not.toHaveBeenCalled()
  })

  it('says nothing of files that did not come early', async () => {
    doorstep.load.mockRejectedValueOnce(new Error('offline'))
    const handle = doorstep.boot()
    await handle.ready
    const heard = vi.fn()
    handle.on('error', heard)
    hover()
    await settled()
    expect(heard).not.toHaveBeenCalled()
  })
})

describe('an act', () => {
  it('is the press of a button', async () => {
    await doorstep.boot({ buttons: ['video', 'webchat'] }).ready
    buttons()[1]!.click()
    await vi.waitFor(() => expect(doorstep.apps[0]?.calls).toEqual([['open', 'webchat']]))
  })

  it('whose panel does not exist yet is an error event, not a fault of the page', async () => {
    doorstep.answers(() => Promise.reject(Object.assign(new Error('not built'), { code: 'unsupported' })))
    const handle = doorstep.boot({ buttons: ['video'] })
    const codes: string[] = []
    handle.on('error', ({ code }) => codes.push(code))
    await handle.ready
    buttons()[0]!.click()
    await vi.waitFor(() => expect(codes).toEqual(['unsupported']))
  })

  it('is the option connect', async () => {
    await doorstep.boot({ connect: true }).ready
    await vi.waitFor(() => expect(doorstep.apps).toHaveLength(1))
    expect(doorstep.apps[0]!.calls).toEqual([])
  })

  it('is our own mark that a conversation runs: the app comes when the page is idle', async () => {
    localStorage.setItem(RUNNING, '1')
    const handle = doorstep.boot()
    await handle.ready
    expect(doorstep.load).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(doorstep.apps).toHaveLength(1))
    await handle.leave()
    expect(doorstep.apps[0]!.calls).toEqual([['leave']])
  })

  it('looks for the mark where it would have been left', async () => {
    localStorage.setItem(RUNNING, '1')
    await doorstep.boot({ storage: 'session' }).ready
    await settled()
    expect(doorstep.apps).toHaveLength(0)
    sessionStorage.setItem(RUNNING, '1')
    await doorstep.boot({ storage: 'session' }).ready
    await vi.waitFor(() => expect(doorstep.apps).toHaveLength(1))
  })

  it('gives the app its language, and waits for the buttons it will change', async () => {
    let give = (_: object) => {}
    doorstep.words.mockReturnValueOnce(new Promise(resolve => (give = resolve as typeof give)))
    const handle = doorstep.boot({ lang: 'cs-CZ' })
    const opened = handle.open()
    await settled()
    expect(doorstep.apps).toEqual([])
    give({ webchat: 'Pište' })
    await opened
    const [app] = doorstep.apps
    expect(app!.host.options.lang).toBe('cs')
    app!.host.doorbell.setUnread(1)
    expect(names()[0]).toContain('Pište')
  })
})

describe('the handle', () => {
  it('is ready when the buttons are on the page, also for those who ask late', async () => {
    const handle = doorstep.boot()
    const heard = vi.fn()
    await handle.ready
    expect(hosts()).toHaveLength(1)
    handle.on('ready', heard)
    await settled()
    expect(heard).toHaveBeenCalledOnce()
  })

  it('waits for the body of a page that is still being read', async () => {
    const { body } = document
    body.remove()
    const handle = doorstep.boot()
    await settled()
    document.documentElement.append(body)
    await handle.ready
    expect(hosts()[0]!.parentElement).toBe(body)
  })

  it('tells how things stand, as a copy', async () => {
    const handle = doorstep.boot()
    await handle.ready
    expect(handle.state).toEqual({ connection: 'idle', availability: { webchat: { state: 'unknown' } }, unread: 0 })
    await handle.open()
    doorstep.apps[0]!.host.setState({ unread: 2, open: 'webchat' })
    expect(handle.state).toMatchObject({ unread: 2, open: 'webchat', connection: 'idle' })
    handle.state.unread = 5
    expect(handle.state.unread).toBe(2)
  })

  it('forwards what it does not do itself', async () => {
    doorstep.answers(async verb => (verb === 'send' ? 'kept' : undefined))
    const handle = doorstep.boot()
    expect(await handle.send('Hello')).toBe('kept')
    await handle.enter('webchat', { group: 'sales' })
    await handle.setLocale('cs')
    expect(doorstep.apps[0]!.calls).toEqual([
      ['send', 'Hello'],
      ['enter', 'webchat', { group: 'sales' }],
      ['setLocale', 'cs'],
    ])
  })

  it('hides the launcher and shows it again', async () => {
    const handle = doorstep.boot()
    await handle.hide()
    await handle.ready
    expect(hosts()[0]!.hidden).toBe(true)
    await handle.show()
    expect(hosts()[0]!.hidden).toBe(false)
  })

  it('runs what is pushed, each on its own', () => {
    const handle = doorstep.boot()
    const seen: Handle[] = []
    const fault = new Error('mine')
    handle.push(
      () => {
        throw fault
      },
      z => seen.push(z),
    )
    expect(seen).toEqual([handle])
    expect(doorstep.reported).toEqual([fault])
  })
})

describe('two widgets on one page', () => {
  it('share nothing', async () => {
    const one = doorstep.boot({ widget: 'main', theme: 'dark' })
    const two = doorstep.boot({ widget: 'repairs', lang: 'cs', buttons: ['webchat', 'callback'] })
    await Promise.all([one.ready, two.ready])
    const heard: string[] = []
    one.on('unread', ({ count }) => heard.push(`one ${count}`))
    two.on('unread', ({ count }) => heard.push(`two ${count}`))
    await two.open()
    expect(doorstep.apps.map(app => app.host.options.widget)).toEqual(['repairs'])
    await one.open()
    doorstep.apps[0]!.host.emit('unread', { count: 1 })
    doorstep.apps[0]!.host.doorbell.setUnread(1)
    doorstep.apps[0]!.host.setState({ unread: 1 })
    expect(heard).toEqual(['two 1'])
    expect([one.state.unread, two.state.unread]).toEqual([0, 1])
    expect(hosts().map(names)).toEqual([['Chat'], ['Chat, 1 nepřečtená zpráva', 'Zavolejte mi']])
    one.destroy()
    expect(hosts().map(names)).toEqual([['Chat, 1 nepřečtená zpráva', 'Zavolejte mi']])
    await expect(two.close()).resolves.toBeUndefined()
  })
})

describe('destroy()', () => {
  it('leaves no node and no listener', async () => {
    const listeners = new Set<string>()
    const listen = Reflect.get(EventTarget.prototype, 'addEventListener') as typeof addEventListener
    vi.spyOn(EventTarget.prototype, 'addEventListener').mockImplementation(function (
      this: EventTarget,
      type: string,
      fn: unknown,
      options: unknown,
    ) {
      const { signal } = options as { signal?: AbortSignal }
      listeners.add(type)
      signal?.addEventListener('abort', () => listeners.delete(type))
      listen.call(this, type, fn as EventListener, options as AddEventListenerOptions)
    })
    const before = document.documentElement.outerHTML
    const handle = doorstep.boot()
    await handle.ready
    await handle.open()
    handle.destroy()
    expect(document.documentElement.outerHTML).toBe(before)
    expect([...listeners]).toEqual([])
    expect(doorstep.apps[0]!.disposed).toBe(1)
    expect(doorstep.onDestroy).toHaveBeenCalledOnce()
  })

  it('is harmless twice', async () => {
    const handle = doorstep.boot()
    await handle.open()
    handle.destroy()
    handle.destroy()
    expect(doorstep.apps[0]!.disposed).toBe(1)
  })

  it('leaves no timer', async () => {
    localStorage.setItem(RUNNING, '1')
    vi.useFakeTimers()
    const handle = doorstep.boot()
    await handle.ready
    expect(vi.getTimerCount()).toBe(1)
    handle.destroy()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  it('refuses what is asked afterwards, and what was asked before and not yet done', async () => {
    const handle = doorstep.boot()
    const opened = handle.open()
    handle.destroy()
    await expect(opened).rejects.toMatchObject({ code: 'destroyed' })
    await expect(handle.ready).rejects.toMatchObject({ code: 'destroyed' })
    await expect(handle.send('x')).rejects.toMatchObject({ name: 'ZvonekError', code: 'destroyed' })
    await settled()
    expect(hosts()).toEqual([])
    expect(doorstep.apps).toEqual([])
  })
})
