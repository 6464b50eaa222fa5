import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { widgetCommand } from '../../../demo/server/cli/widget.js'
import { newFolder, run, startRealServer } from './real-server.js'

const BROWSERS = {
  desktop: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
  android: 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36',
  iphone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
}
const APPLE = '8f7c1d2a-0b3e-4c5d-9e6f-1a2b3c4d5e6f'

const built = () => {
  const dist = join(newFolder(), 'dist')
  mkdirSync(dist)
  writeFileSync(join(dist, 'zvonek.js'), 'boot("__ZVONEK_BAKED__")')
  return dist
}

interface Baked {
  links?: { entry: string; name?: string; href?: string; shows?: string }[]
  words: Record<string, Record<string, string>>
  messengers?: unknown
}

describe('buttons for messengers', () => {
  it('stand in the script as the device that asks can use them, and caches keep the devices apart', async () => {
    const server = await startRealServer({ dist: built() })
    await server.widget('set', 'main', '--messenger', 'whatsapp=+420601234567', '--messenger', `apple=${APPLE}`)
    await server.widget('set', 'main', '--messenger', 'viber=zvonek', '--messenger', 'phone=+420601234567')
    await server.pass(1_000)
    const ask = async (device: keyof typeof BROWSERS) => {
      const response = await fetch(`${server.base}/zvonek.js?widget=main`, {
        headers: { 'user-agent': BROWSERS[device] },
      })
      const [, json = '{}'] = /^boot\((.*)\)$/.exec(await response.text()) ?? []
      return { baked: JSON.parse(json) as Baked, vary: response.headers.get('vary') }
    }
    const ways = ({ baked: { links = [] } }: Awaited<ReturnType<typeof ask>>) =>
      links.map(({ entry, name, href }) => [entry, name, href ? 'opens' : 'shows'])
    const [desktop, android, iphone] = [await ask('desktop'), await ask('android'), await ask('iphone')]
    expect(ways(desktop)).toEqual([
      ['whatsapp', 'WhatsApp', 'opens'],
      ['apple', 'Apple Messages', 'shows'],
      ['viber', 'Viber', 'shows'],
      ['phone', undefined, 'shows'],
    ])
    expect(ways(android).map(([entry]) => entry)).toEqual(['whatsapp', 'viber', 'phone'])
    expect(ways(iphone).map(([, , way]) => way)).toEqual(['opens', 'opens', 'opens', 'shows'])
    expect(desktop.vary).toBe('Accept-Encoding, User-Agent')
    expect([desktop.baked.words.en?.phone, desktop.baked.words.cs?.phone]).toEqual(['Phone', 'Telefon'])
    expect(desktop.baked.words.cs?.group).toBe('Kontaktujte nás')
    expect(desktop.baked).not.toHaveProperty('messengers')
  })

  it('are none where none are set, and the script is one for all devices', async () => {
    const server = await startRealServer({ dist: built() })
    const response = await fetch(`${server.base}/zvonek.js?widget=main`)
    expect(response.headers.get('vary')).toBe('Accept-Encoding')
    expect(await response.text()).not.toContain('links')
  })

  it('are taken away one by one', async () => {
    const folder = newFolder()
    const widget = (...args: string[]) => run(widgetCommand, args, { folder })
    await widget('set', 'main', '--messenger', 'whatsapp=+420601234567', '--messenger', 'telegram=shop_bot')
    await widget('set', 'main', '--messenger', 'whatsapp=')
    await expect(async () => widget('set', 'main', '--messenger', 'whatsapp=')).rejects.toThrow(
      /no account of whatsapp/,
    )
  })

  it.each([
    ['whatsapp=0601', '--messenger: “0601” is no account of whatsapp: a number in E.164'],
    ['signal=shop', '--messenger: there is no messenger “signal”'],
    ['whatsapp', '--messenger: “” is no account of whatsapp'],
    ['constructor=x', '--messenger: there is no messenger “constructor”'],
  ])('%s: one sentence, and nothing is changed', async (text, sentence) => {
    const folder = newFolder()
    await expect(async () => run(widgetCommand, ['set', 'main', '--messenger', text], { folder })).rejects.toThrow(
      sentence,
    )
    expect(await run(widgetCommand, ['list'], { folder })).toContain('There is no widget yet')
  })
})
