import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createProxies, parseProxies } from '../../../demo/server/proxies.js'
import { startServer } from '../backend/served.js'

const request = (peer: string, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

describe('the client behind proxies', () => {
  const clientOf = (trusted: string, peer: string, forwarded?: string | string[]) =>
    createProxies(parseProxies(trusted)).clientOf(request(peer, forwarded))

  it.each([
    ['nobody trusted', '', '198.51.100.1', '192.0.2.9', '198.51.100.1'],
    ['one proxy', '127.0.0.1', '127.0.0.1', '192.0.2.9', '192.0.2.9'],
    ['one proxy, by IPv6', '::1', '::1', '192.0.2.9', '192.0.2.9'],
    ['one proxy, dressed as IPv6', '127.0.0.1', '::ffff:127.0.0.1', '192.0.2.9', '192.0.2.9'],
    ['a network', '10.0.0.0/8', '10.7.8.9', '192.0.2.9', '192.0.2.9'],
    ['a chain', '127.0.0.1,10.0.0.0/8', '127.0.0.1', '192.0.2.9, 10.1.1.1', '192.0.2.9'],
    ['a lie in front of the truth', '127.0.0.1', '127.0.0.1', '8.8.8.8, 192.0.2.9', '192.0.2.9'],
    ['a lie that names a proxy', '127.0.0.1', '127.0.0.1', '127.0.0.1, 192.0.2.9', '192.0.2.9'],
    ['only proxies', '127.0.0.1,10.0.0.0/8', '127.0.0.1', '10.1.1.1', '10.1.1.1'],
    ['nothing said', '127.0.0.1', '127.0.0.1', undefined, '127.0.0.1'],
    ['what is no address', '127.0.0.1', '127.0.0.1', '192.0.2.9, unknown', '127.0.0.1'],
    ['an empty one', '127.0.0.1', '127.0.0.1', '', '127.0.0.1'],
    ['an octal one', '127.0.0.1', '127.0.0.1', '0300.0.2.9', '127.0.0.1'],
    ['a port', '127.0.0.1', '127.0.0.1', '192.0.2.9:51234', '192.0.2.9'],
    ['IPv6', '127.0.0.1', '127.0.0.1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['IPv6 with a port', '127.0.0.1', '127.0.0.1', '[2001:db8:1:2::6]:51234', '2001:db8:1:2::/64'],
    ['IPv6 of our own', '2001:db8::/32', '2001:db8::1', '2001:db9::6', '2001:db9::/64'],
    ['IPv6 with a zone', '127.0.0.1', '127.0.0.1', 'fe80::1%eth0', 'fe80::/64'],
  ])('%s', (_, trusted, peer, forwarded, client) => {
    expect(clientOf(trusted, peer, forwarded)).toBe(client)
  })

  it('is found behind headers that a proxy has added instead of joined', () => {
    expect(clientOf('127.0.0.1', '127.0.0.1', ['8.8.8.8', '192.0.2.9'])).toBe('192.0.2.9')
  })

  it('would be whoever it says if the first address were taken', () => {
    const naive = '8.8.8.8, 192.0.2.9'.split(',')[0]
    expect(naive).not.toBe(clientOf('127.0.0.1', '127.0.0.1', '8.8.8.8, 192.0.2.9'))
  })

  it.each(['10.0.0.0/33', '::1/129', '10.0.0', 'proxy.example', '10.0.0.1/', '1.2.3.4:80', '0x7f.1'])(
    'has no proxy such as %s',
    given => {
      expect(() => parseProxies(given)).toThrow(given)
    },
  )
})

describe('the country behind proxies', () => {
  const countryOf = (said: string | undefined, { peer = '127.0.0.1', header = 'CF-IPCountry' } = {}) =>
    createProxies(['127.0.0.1'], header).countryOf?.({
      socket: { remoteAddress: peer },
      headers: { 'cf-ipcountry': said },
    } as unknown as IncomingMessage)

  it.each([
    ['CZ', 'CZ'],
    [' sk ', 'SK'],
    ['XX', undefined],
    ['T1', undefined],
    ['CZ, SK', undefined],
    ['Czechia', undefined],
    ['__proto__', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('said as %o is %o', (said, country) => {
    expect(countryOf(said)).toBe(country)
  })

  it('is believed from those proxies alone, and asked of nobody where no header is named', () => {
    expect(countryOf('CZ', { peer: '192.0.2.9' })).toBeUndefined()
    expect(countryOf('CZ', { header: 'X-Country' })).toBeUndefined()
    expect(createProxies(['127.0.0.1'])).not.toHaveProperty('countryOf')
  })
})

describe('a server behind a proxy', () => {
  const guess = (served: Awaited<ReturnType<typeof startServer>>, from: string) =>
    served.post('/v1/stream', { protocol: 1, widget: 'none' }, { 'x-forwarded-for': from })
  const rates = { streamsOfAddress: { burst: 2, perSecond: 0.001 } }

  it('counts each client by their own address', async () => {
    const served = await startServer({ rates, proxies: ['127.0.0.1'] })
    const statuses = []
    for (const from of ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.2'])
      statuses.push((await guess(served, from)).status)
    expect(statuses).toEqual([422, 422, 429, 422])
    await served.close()
  })

  it('believes nobody that it does not know, and says once that somebody is not known', async () => {
    const served = await startServer({ rates })
    const statuses = []
    for (const from of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) statuses.push((await guess(served, from)).status)
    expect(statuses).toEqual([422, 422, 429])
    expect(served.logged.filter(line => line.startsWith('warn proxy.unknown'))).toHaveLength(1)
    expect(served.logged.join()).not.toContain('192.0.2')
    await served.close()
  })
})
