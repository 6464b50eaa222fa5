// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest'
import { http } from '../../../src/transports/http.js'
import { clearPage, createDoorstep } from '../../support/doorstep.js'
import { startWidget } from '../../support/whole-widget.js'

afterEach(clearPage)

/** jsdom draws nothing and is no secure context: what is left is what the widget and its backend are about. */
const codesOf = async (widget: { diagnose(): Promise<{ code: string }[]> }) =>
  (await widget.diagnose()).map(({ code }) => code).filter(code => !/^(launcher|page)/.test(code))

it('is asked for before anybody acts: nothing is kept, nothing connects, and the visitor is nobody still', async () => {
  const set = vi.spyOn(Storage.prototype, 'setItem')
  const { widget, far } = await startWidget()
  expect(await codesOf(widget)).toEqual([])
  expect(set).not.toHaveBeenCalled()
  expect(far.streams).toEqual([])
  expect(widget.state.connection).toBe('idle')
})

it('is asked for while the site has not given consent, and does not wait for it', async () => {
  const { widget } = await startWidget({ consent: true })
  const asked = vi.fn()
  widget.on('consent', asked)
  expect(await codesOf(widget)).toEqual(['consent'])
  expect(asked).not.toHaveBeenCalled()
})

it('knows after the act why nobody answers, by what the page’s own transport has said', async () => {
  const { widget } = await startWidget(
    {},
    { greeting: { availability: { webchat: { state: 'offline', reason: 'noOperators' } } } },
  )
  await widget.open()
  await vi.waitFor(() => expect(widget.state.connection).toBe('online'))
  expect(await codesOf(widget)).toEqual(['availability'])
})

it('asks the backend that http() leads to, and says that it is not there', async () => {
  const fetch = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')))
  vi.stubGlobal('fetch', fetch)
  const { widget } = await startWidget({ transport: http({ url: 'https://gone.example' }) })
  expect(await codesOf(widget)).toEqual(['server.unreachable'])
  expect(fetch.mock.calls.map(([url]: unknown[]) => url)).toEqual([
    'https://gone.example/v1/check',
    'https://gone.example/',
  ])
})

it('says that the widget’s own file does not come', async () => {
  const { boot, load } = createDoorstep()
  load.mockRejectedValue(
    new TypeError('Failed to fetch dynamically imported module: https://help.example.com/c/app-1.js'),
  )
  const told = boot().diagnose()
  await expect(told).rejects.toMatchObject({ code: 'load', message: expect.stringContaining('/c/app-1.js') as string })
})
