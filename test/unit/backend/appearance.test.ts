import { describe, expect, it } from 'vitest'
import { toAppearance } from '../../../demo/backend/appearance.js'
import { bearer, logIn, readEvents, startServer } from './served.js'

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
const PHONE =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36'
const brands = '"Chromium";v="156", "Not;A=Brand";v="24", "Google Chrome";v="156"'

describe('what a browser says of itself', () => {
  it.each([
    ['a desktop', { userAgent: CHROME }, { browser: 'Chrome 156', system: 'Windows 10', device: 'desktop' }],
    [
      'hints, which do not name the version that everybody’s user agent names',
      { userAgent: CHROME, brands, mobile: '?0', platform: '"Windows"' },
      { browser: 'Chrome 156', system: 'Windows', device: 'desktop' },
    ],
    [
      'a phone with hints',
      { userAgent: PHONE, brands, mobile: '?1', platform: '"Android"' },
      { browser: 'Chrome 156', system: 'Android', device: 'mobile' },
    ],
    [
      'a brand that only the hints name',
      { userAgent: PHONE, brands: '"DuckDuckGo";v="156", "Chromium";v="156"', mobile: '?1', platform: '"Android"' },
      { browser: 'DuckDuckGo 156', system: 'Android', device: 'mobile' },
    ],
    [
      'a phone without hints',
      {
        userAgent:
          'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      },
      { browser: 'Safari 18', system: 'iOS 18.5', device: 'mobile' },
    ],
    [
      'a tablet',
      {
        userAgent:
          'Mozilla/5.0 (Linux; Android 14; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      },
      { browser: 'Chrome 142', system: 'Android 14', device: 'tablet' },
    ],
    ['nothing', {}, {}],
    ['a platform that says nothing', { userAgent: CHROME, platform: '"Unknown"' }, { system: 'Windows 10' }],
    [
      'headers that are none',
      { userAgent: CHROME, brands: 'Chrome 999', mobile: 'yes', platform: 'Windows" <b>' },
      { browser: 'Chrome 156', system: 'Windows 10', device: 'desktop' },
    ],
  ])('%s', (_, introduction, looks) => {
    expect(toAppearance(introduction)).toMatchObject(looks)
    if (!Object.keys(looks).length) expect(toAppearance(introduction)).toEqual({})
  })

  it('takes no time, however long the headers are', () => {
    const long = `"${'\\"'.repeat(100_000)}`
    const began = process.cpuUsage()
    toAppearance({ userAgent: 'x'.repeat(100_000), brands: long, platform: long })
    // Of the processor's time: what else the machine does is not in it.
    expect(process.cpuUsage(began).user).toBeLessThan(1_000_000)
  })

  it('is read from the headers that browsers send unasked, and the server asks for no others', async () => {
    const served = await startServer({})
    const hints = { 'sec-ch-ua': brands, 'sec-ch-ua-mobile': '?1', 'sec-ch-ua-platform': '"Android"' }
    const opened = await served.post('/v1/stream', { protocol: 1, widget: 'main' }, { 'user-agent': PHONE, ...hints })
    expect([opened.headers.get('accept-ch'), opened.headers.get('critical-ch')]).toEqual([null, null])
    const stream = readEvents(opened)
    const [hello] = (await stream.until('live')) as unknown as { visitor: { token: string } }[]
    const start = { id: 's', type: 'session.start', entry: 'webchat', widget: 'main' }
    await served.post('/v1/commands', start, bearer(hello!.visitor.token))
    const desk = readEvents(await served.post('/v1/desk/stream', { protocol: 1 }, (await logIn(served)).headers))
    const events = (await desk.until('live')) as { clients?: object[] }[]
    expect(events.flatMap(({ clients = [] }) => clients)).toMatchObject([
      { browser: 'Chrome 156', system: 'Android', device: 'mobile' },
    ])
    await Promise.all([stream.close(), desk.close()])
    await served.close()
  })
})
