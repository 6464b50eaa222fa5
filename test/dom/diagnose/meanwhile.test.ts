// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest'
import type { WidgetState } from '../../../src/api/events.js'
import { diagnose } from '../../../src/app/diagnose/index.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

/* What happens on the page while diagnose() looks. */

const SERVER = 'https://help.example.com'

const breach = (effectiveDirective: string, blockedURI: string) =>
  document.dispatchEvent(
    Object.assign(new Event('securitypolicyviolation', { bubbles: true }), {
      ...{ effectiveDirective, blockedURI, disposition: 'enforce' },
    }),
  )

/** Looks, while something else happens; the backend has no such widget, which takes no time to hear. */
const look = async (meanwhile: (state: Partial<WidgetState>) => void, files = {}) => {
  const state: Partial<WidgetState> = { connection: 'idle', availability: {} }
  const host = {
    options: { server: SERVER, widget: 'main', buttons: ['webchat'], storage: 'memory', consent: false },
    doorbell: { host: document.createElement('zvonek-host') },
    setState: () => ({ ...state }),
  }
  const fetch = vi.fn(() => {
    meanwhile(state)
    return Promise.resolve(Response.json({ code: 'widget.unknown', message: 'None.' }, { status: 422 }))
  })
  const { clock } = createVirtualClock()
  const found = await diagnose(host as never, () => undefined, { fetch, clock, files })
  return found.map(({ code }) => code).filter(code => !/^(launcher|page)/.test(code))
}

afterEach(() => vi.restoreAllMocks())

it('blames nobody’s broken policy on the widget, be the address ever so like its backend’s', async () => {
  const theirs = () => {
    breach('connect-src', `${SERVER}.evil.example/`)
    breach('connect-src', 'https://tracker.example/')
  }
  expect(await look(theirs)).toEqual(['widget.unknown'])
  const lost = { form: () => Promise.reject(new TypeError('Failed to fetch')) }
  expect(await look(theirs, lost)).toEqual(['load', 'widget.unknown'])
  expect(await look(() => breach('connect-src', `${SERVER}/v1/check`))).toEqual(['csp.connect-src'])
})

it('takes a script that the policy forbids for a file that does not come, wherever the files are', async () => {
  const forbidden = () => breach('script-src-elem', 'https://files.example/c/form-1.js')
  const lost = { form: () => Promise.reject(new TypeError('Failed to fetch')) }
  expect(await look(forbidden)).toEqual(['widget.unknown'])
  expect(await look(forbidden, lost)).toEqual(['csp.script-src', 'widget.unknown'])
})

it('tells how things stand when it answers, not how they stood when it was asked', async () => {
  expect(await look(state => void (state.connection = 'authExpired'))).toEqual(['widget.unknown', 'identity'])
})

it('takes no cookies along for the picture that it tries', async () => {
  const asked: unknown[] = []
  vi.spyOn(HTMLImageElement.prototype, 'src', 'set').mockImplementation(function (this: HTMLImageElement, src) {
    asked.push([src, this.crossOrigin, this.referrerPolicy])
  })
  await look(() => {})
  expect(asked).toEqual([[`${SERVER}/photos/diagnose.svg`, 'anonymous', 'no-referrer']])
})
