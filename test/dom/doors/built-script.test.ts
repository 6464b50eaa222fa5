import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Handle } from '../../../src/api/handle.js'
import cs from '../../../src/i18n/cs/launcher.js'
import { createDoorbell } from '../../../src/launcher/doorbell.js'
import { buildScript, runScript } from '../../support/built-script.js'
import { buttons, clearPage, createDoorstep, hosts, names, settled } from '../../support/doorstep.js'

const script = buildScript()
const SERVER = 'https://help.example.com'
const asked: string[] = []
const missing = new Set<string>()
const calls: unknown[] = []
const startApp = () => ({ call: (...call: unknown[]) => void calls.push(call), dispose: () => {} })
const fetched = (address: string) => {
  asked.push(address)
  if (missing.has(address)) throw new TypeError(`Failed to fetch ${address}`)
  return address.includes('cs-') ? { default: { launcher: cs } } : { startApp, createDoorbell }
}

const run = async (src: string, text = script) => {
  const tag = document.createElement('script')
  tag.type = 'text/plain'
  tag.setAttribute('src', src)
  document.head.append(tag)
  runScript(text, fetched)
  await settled()
  return window.zvonek
}

beforeEach(() => void createDoorstep())
afterEach(() => {
  Reflect.deleteProperty(window, 'zvonek')
  clearPage()
  for (const list of [asked, calls]) list.splice(0)
  missing.clear()
})

describe('the built script', () => {
  it('has one place for the settings of a widget', () => {
    expect(script.match(/(["'`])__ZVONEK_BAKED__\1/g)).toHaveLength(1)
  })

  it('paints what is baked in, without asking for anything', async () => {
    const baked = { widget: 'repairs', buttons: ['callback'], words: { cs: { ...cs, callback: 'Volejte' } } }
    document.documentElement.lang = 'cs'
    await run(`${SERVER}/zvonek.js?widget=repairs`, script.replace(/(["'`])__ZVONEK_BAKED__\1/, JSON.stringify(baked)))
    expect(names()).toEqual(['Volejte'])
    expect(asked).toEqual([])
  })

  it('asks for a language it was not given', async () => {
    await run(`${SERVER}/zvonek.js?lang=cs`)
    expect(hosts()[0]!.lang).toBe('cs')
    expect(asked).toEqual([`${SERVER}/c/cs-4.js`])
  })

  it('asks for one file, app and panel in one', async () => {
    await run(`${SERVER}/zvonek.js`)
    buttons()[0]!.click()
    await settled()
    expect(asked).toEqual([`${SERVER}/c/app-1.js`])
    expect(calls).toEqual([['open', ['webchat']]])
  })

  it('asks for the rest of a language together with the app', async () => {
    const baked = { widget: 'main', lang: 'cs', words: { cs } }
    await run(`${SERVER}/zvonek.js`, script.replace(/(["'`])__ZVONEK_BAKED__\1/, JSON.stringify(baked)))
    expect(asked).toEqual([])
    buttons()[0]!.click()
    await settled()
    expect(asked).toEqual([`${SERVER}/c/cs-4.js`, `${SERVER}/c/app-1.js`])
  })

  it.each([
    [`${SERVER}/zvonek.js?widget=main`, `${SERVER}/c/`],
    [`${SERVER}/v/1.4.2/zvonek.js`, `${SERVER}/c/`],
    [`${SERVER}/support/zvonek.js`, `${SERVER}/support/c/`],
    [`${SERVER}/support/v/2/zvonek.js#x`, `${SERVER}/support/c/`],
  ])('as %s finds its files under %s', async (src, base) => {
    const handle = await run(src)
    await handle.send('Hello')
    expect(asked).toEqual([`${base}app-1.js`])
  })

  it('asks again under another address, each time a new one, and goes on from there', async () => {
    const app = `${SERVER}/c/app-1.js`
    for (const address of [app, `${app}?r=1`]) missing.add(address)
    const handle = await run(`${SERVER}/zvonek.js`)
    const heard = vi.fn()
    handle.on('error', heard)
    await expect(handle.send('Hello')).rejects.toMatchObject({ code: 'load' })
    expect(heard).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'load' }))
    await handle.send('Hello')
    expect(asked).toEqual([app, `${app}?r=1`, app, `${app}?r=2`])
    expect(calls).toEqual([['send', ['Hello']]])
  })

  it('goes without a fault when the page has its name for good, as a module too', async () => {
    // What `var zvonek = zvonek || []` on a page makes: nobody can delete it.
    const name = 'shopZvonek'
    Object.defineProperty(window, name, { value: [], writable: true, enumerable: true, configurable: false })
    await run(`${SERVER}/zvonek.js?global=${name}`, `'use strict';${script}`)
    expect(hosts()).toHaveLength(1)
    ;(Reflect.get(window, name) as Handle).destroy()
    expect(hosts()).toHaveLength(0)
  })
})
