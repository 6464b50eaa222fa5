import { vi } from 'vitest'
import type { App, AppHost, StartApp } from '../../src/api/app.js'
import { toOptions, type WidgetOptions } from '../../src/api/options.js'
import { boot, type Door } from '../../src/boot.js'
import cs from '../../src/i18n/cs/launcher.js'
import { createDoorbell } from '../../src/launcher/doorbell.js'
import { fillGaps } from './jsdom-gaps.js'

/** Runs what is due: promises that wait for each other and idle time. */
export const settled = () => new Promise(resolve => setTimeout(resolve, 5))

/** A page with a stage 2 that notes what it is asked. */
export const createDoorstep = () => {
  fillGaps()
  const reported: unknown[] = []
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error))
  const apps: { host: AppHost; calls: [string, ...unknown[]][]; disposed: number }[] = []
  let answer: App['call'] = async () => undefined
  const startApp: StartApp = host => {
    const app = { host, calls: [] as [string, ...unknown[]][], disposed: 0 }
    apps.push(app)
    return {
      call: (verb, args) => {
        app.calls.push([verb, ...args])
        return answer(verb, args)
      },
      dispose: () => void app.disposed++,
    }
  }
  const load = vi.fn<Door['load']>(() => Promise.resolve({ startApp, createDoorbell }))
  const words = vi.fn<Door['words']>(() => Promise.resolve(cs))
  const onDestroy = vi.fn()
  return {
    reported,
    apps,
    load,
    words,
    onDestroy,
    answers: (next: App['call']) => {
      answer = next
    },
    boot: (options: WidgetOptions = {}, door: Partial<Door> = {}) =>
      boot(toOptions({ server: 'https://help.example.com', ...options }), {
        load,
        words,
        parent: undefined,
        onDestroy,
        ...door,
      }),
  }
}

export const hosts = () => [...document.querySelectorAll<HTMLElement>('zvonek-host')]
/** The buttons of a widget as somebody finds them who cannot see. */
export const buttons = (host = hosts()[0]) => [...(host?.shadowRoot?.querySelectorAll('button') ?? [])]
export const names = (host?: HTMLElement) => buttons(host).map(button => button.getAttribute('aria-label'))

/** Takes everything off the page that a test may have left on it. */
export const clearPage = () => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  document.head.replaceChildren()
  document.body.replaceChildren()
  document.body.removeAttribute('style')
  document.documentElement.lang = ''
  localStorage.clear()
  sessionStorage.clear()
}
